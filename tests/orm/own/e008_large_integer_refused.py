from sqlalchemy import Column, Integer, String, Numeric, Boolean, JSON
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    n = Column(Boolean)
    s = Column(String)
try:
    session.add(Event(s=10**30))
    session.commit()
except OverflowError as error:
    print(repr(error))
    session.rollback()
print(session.get(Event, 10**30))
