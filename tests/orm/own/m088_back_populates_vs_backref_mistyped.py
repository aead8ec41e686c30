from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

class Zoo(Base):
    __tablename__ = 'zoos'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    animals = relationship('Animal', back_populates='zoos')

class Animal(Base):
    __tablename__ = 'animals'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    zoo_id = Column(Integer, ForeignKey('zoos.id'))
    zoo = relationship('Zoo', back_populates='animals')

zoo = Zoo(name='Berlin')
zoo.animals.append(Animal(name='Knut'))
