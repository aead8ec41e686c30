from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import make_transient, object_session

class Coin(Base):
    __tablename__ = 'coins'
    id = Column(Integer, primary_key=True)
    face = Column(String)

c = Coin(face='heads')
session.add(c)
session.commit()
print(object_session(c) is session)
c.face = 'tails'
session.close()
print(object_session(c), c.face, c in session)
print(session.query(Coin).one().face)
session.add(Coin(face='edge'))
session.close()
print(session.query(Coin).count())
other = session.query(Coin).first()
print(other is c, other.id)
session.expunge(other)
make_transient(other)
other.id = None
session.add(other)
session.commit()
print(session.query(Coin.id, Coin.face).order_by(Coin.id).all())
session.add(c)
session.commit()
print(session.get(Coin, 1).face)
