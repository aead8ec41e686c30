from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import relationship

class Parent(Base):
    __tablename__ = 'parents'
    id = Column(Integer, primary_key=True)
    children = relationship('Child', back_populates='parent')

class Child(Base):
    __tablename__ = 'children'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer)
    parent = relationship('Parent', back_populates='children')

try:
    p = Parent()
except Exception as e:
    print(type(e).__name__)
p = Parent()
