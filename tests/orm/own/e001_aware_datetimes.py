from datetime import datetime, timezone, timedelta, date, time
from sqlalchemy import Column, Integer, DateTime, Date, Time, String, literal, select, func
from sqlalchemy.orm import declarative_base, Session

class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    at = Column(DateTime)
    zoned = Column(DateTime(timezone=True), default=lambda: datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=timezone.utc))
    day = Column(Date)

e = Event(at=datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2))), day=datetime(2024, 5, 6, 23, 0, tzinfo=timezone.utc))
session.add(e)
session.flush()
print(e.at, e.zoned, e.day)
session.commit()
print(e.at, e.zoned, e.day)
when = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
print(session.query(Event).filter(Event.at == when).count())
print(session.query(Event).filter(Event.at > when - timedelta(days=1)).count())
print(session.execute(select(literal(when))).scalar())
e.at = e.at.replace(tzinfo=timezone.utc)
session.commit()
print(e.at)
print(session.scalars(select(Event.id).where(Event.at.between(when, when + timedelta(hours=1)))).all())
print(session.execute(select(func.max(Event.at))).scalar())
session.query(Event).filter(Event.at <= when).update({"at": when + timedelta(days=1)})
session.commit()
print(e.at)
