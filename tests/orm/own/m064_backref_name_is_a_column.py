from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    pets = relationship('Pet', backref='owner')

class Pet(Base):
    __tablename__ = 'pets'
    id = Column(Integer, primary_key=True)
    owner = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'))

p = Pet(owner='Ann')
