from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    pets = relationship('Pet', back_populates='owner')

class Pet(Base):
    __tablename__ = 'pets'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='pets')

try:
    Pet(name='Rex', owner=1)
except Exception as e:
    print(type(e).__name__, e)
try:
    Owner(name='Ann', pets=Pet(name='Rex'))
except Exception as e:
    print(type(e).__name__, e)
ann = Owner(name='Ann')
ann.pets.append('Rex')
