from sqlalchemy import Column, Integer, JSON
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    data = Column(JSON)
session.add(Event(data={1, 2}))
session.commit()
