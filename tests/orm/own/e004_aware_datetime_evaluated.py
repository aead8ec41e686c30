from datetime import datetime, timezone
from sqlalchemy import Column, Integer, DateTime
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    at = Column(DateTime)
e = Event(at=datetime(2024, 1, 2))
session.add(e)
session.commit()
print(e.at)
when = datetime(2024, 1, 2, tzinfo=timezone.utc)
session.query(Event).filter(Event.at == when).update({"at": datetime(2025, 1, 1)})
session.commit()
print(e.at)
print(e.at < when)
