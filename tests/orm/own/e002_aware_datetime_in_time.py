from datetime import datetime, timezone
from sqlalchemy import Column, Integer, Time
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    at = Column(Time)
session.add(Event(at=datetime(2024, 1, 2, tzinfo=timezone.utc)))
session.commit()
