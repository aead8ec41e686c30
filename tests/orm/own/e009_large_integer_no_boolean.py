from sqlalchemy import Column, Integer, Boolean
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    n = Column(Boolean)
session.add(Event(n=10**30))
session.commit()
