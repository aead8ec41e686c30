from sqlalchemy import Column, Integer, String, Numeric, Boolean, JSON
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    n = Column(Numeric(30, 2))
    j = Column(JSON)
session.add(Event(n=10**20, j={"a": 10**30}))
session.commit()
e = session.query(Event).first()
print(e.n, e.j)
print(session.query(Event).filter(Event.id == 10**30).all())
