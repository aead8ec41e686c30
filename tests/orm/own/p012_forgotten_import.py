from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cars = relationship('Car', back_populates='owner')

class Car(Base):
    __tablename__ = 'cars'
    id = Column(Integer, primary_key=True)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='cars')

session.add(Owner(name='Jo', cars=[Car()]))
session.commit()
