from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    dogs = relationship('Dog', back_populates='owner')

class Dog(Base):
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='dogs', cascade='all, delete-orphan')

session.add(Owner(name='Kay', dogs=[Dog(name='Rex')]))
session.commit()
