from sqlalchemy import Column, Integer, String, ForeignKey, Table
from sqlalchemy.orm import relationship
t = Table('t', Base.metadata, Column('a_id', ForeignKey('a.id')), Column('b_id', ForeignKey('b.id')))
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    bs = relationship('B', secondary=t, backref='as_')
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
a, b = A(), B()
a.bs.append(b)
a.bs.append(b)
session.add(a)
session.commit()
print(len(a.bs), b.as_)
a.bs.remove(b)
session.commit()
