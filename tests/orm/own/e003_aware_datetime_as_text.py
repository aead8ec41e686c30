from datetime import datetime, timezone
from sqlalchemy import text, Column, Integer, String
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    at = Column(String)
when = datetime(2024, 1, 2, tzinfo=timezone.utc)
print(session.execute(text("select :x"), {"x": when}).scalar())
session.add(Event(at=when))
session.commit()
