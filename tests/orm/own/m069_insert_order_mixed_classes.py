from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Zebra(Base):
    __tablename__ = 'zebras'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Apple(Base):
    __tablename__ = 'apples'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Leaf(Base):
    __tablename__ = 'leaves'
    id = Column(Integer, primary_key=True)
    apple_id = Column(Integer, ForeignKey('apples.id'))
    apple = relationship('Apple')

a = Apple(name='a1')
session.add(Zebra(name='z1'))
session.add(Leaf(apple=a))
session.add(Apple(name='a2'))
session.add(Zebra())
session.add(Zebra(id=10, name='z10'))
session.add(Zebra(name='z3'))
session.commit()
print([z.id for z in session.query(Zebra).order_by(Zebra.id)])
print(a.id, session.query(Leaf).one().apple_id)
a.name = 'changed'
session.delete(session.get(Zebra, 1))
session.add(Leaf(apple_id=2))
session.commit()
