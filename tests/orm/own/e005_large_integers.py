from sqlalchemy import Column, Integer, BigInteger, Float, Numeric, String, literal, select
class Event(Base):
    __tablename__ = "events"
    id = Column(Integer, primary_key=True)
    n = Column(BigInteger)
    f = Column(Float)
session.add(Event(n=1, f=2**70))
session.commit()
print(session.query(Event).first().f)
print(session.execute(select(literal(2**63 - 1))).scalar())
session.add(Event(n=2**63))
session.commit()
