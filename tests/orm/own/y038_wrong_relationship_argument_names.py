from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Parent(Base):
    __tablename__ = 'parents'
    id = Column(Integer, primary_key=True)
    try:
        kids = relationship('Child', back_populate='parent')
    except TypeError as e:
        print(e)
    try:
        kids = relationship('Child', backref='parent', back_populates='parent')
    except Exception as e:
        print(type(e).__name__, e)
    try:
        kids = relationship('Child', cascade='all, delete_orphan')
    except Exception as e:
        print(type(e).__name__, e)
    try:
        kids = relationship()
    except Exception as e:
        print(type(e).__name__, e)
    try:
        kids = relationship('Child', lazy='eager')
    except Exception as e:
        print(type(e).__name__, e)
    try:
        Column(String, Integer)
    except Exception as e:
        print(type(e).__name__, e)
    try:
        Column(Integer, primarykey=True)
    except Exception as e:
        print(type(e).__name__, e)
    try:
        Column(Integer, ForeignKey(parents.id))
    except NameError as e:
        print(e)

class Child(Base):
    __tablename__ = 'children'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('parents.id'))
    parent = relationship('Parent', back_populates='kids', uselist='False')

c = Child(parent=Parent())
