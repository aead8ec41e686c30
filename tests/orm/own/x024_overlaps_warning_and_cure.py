from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import configure_mappers, relationship

class Garden(Base):
    __tablename__ = 'garden'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    plants = relationship('Plant')

class Plant(Base):
    __tablename__ = 'plant'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    garden_id = Column(Integer, ForeignKey('garden.id'))
    garden = relationship('Garden')

class Pond(Base):
    __tablename__ = 'pond'
    id = Column(Integer, primary_key=True)
    fishes = relationship('Fish', overlaps='pond')

class Fish(Base):
    __tablename__ = 'fish'
    id = Column(Integer, primary_key=True)
    pond_id = Column(Integer, ForeignKey('pond.id'))
    pond = relationship('Pond', overlaps='fishes')

configure_mappers()
g = Garden(name='south')
rose = Plant(name='rose', garden=g)
print(g.plants, rose.garden is g)
session.add(rose)
session.commit()
print([p.name for p in g.plants])
g.plants.append(Plant(name='fern'))
print(g.plants[-1].garden)
session.commit()
print(g.plants[-1].garden.name)
p = Pond(fishes=[Fish(), Fish()])
session.add(p)
session.commit()
print(len(p.fishes), p.fishes[0].pond is p)
