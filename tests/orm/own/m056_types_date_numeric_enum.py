import enum
from datetime import date, datetime, time
from decimal import Decimal
from sqlalchemy import Column, Integer, Date, DateTime, Time, Numeric, Float, Boolean, Enum, JSON

class Level(enum.Enum):
    low = 1
    high = 2

class Event(Base):
    __tablename__ = 'events'
    id = Column(Integer, primary_key=True)
    day = Column(Date)
    start = Column(Time)
    made = Column(DateTime)
    price = Column(Numeric(10, 2))
    score = Column(Float)
    public = Column(Boolean)
    level = Column(Enum(Level))
    extra = Column(JSON)

e = Event(day=date(2024, 2, 29), start=time(9, 30), made=datetime(2024, 1, 2, 3, 4, 5),
          price=Decimal('9.90'), score=1.5, public=True, level=Level.high, extra={'tags': ['a', 'b']})
session.add(e)
session.commit()
print(e.day, e.start, e.made, e.price, e.score, e.public, e.level, e.extra)
print(e.level.name, e.day.year, type(e.price).__name__)
print(session.query(Event).filter(Event.level == Level.high, Event.day > date(2024, 1, 1)).count())
e.day = '2024-03-01'
session.commit()
