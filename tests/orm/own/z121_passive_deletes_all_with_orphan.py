from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    bs = relationship('B', back_populates='a', cascade='all, delete-orphan', passive_deletes='all')
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey('a.id'))
    a = relationship('A', back_populates='bs')
session.add(A(bs=[B()]))
session.commit()
