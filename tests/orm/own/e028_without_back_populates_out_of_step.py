from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Ship(Base):
    __tablename__ = 'ships'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    sailors = relationship('Sailor')

class Sailor(Base):
    __tablename__ = 'sailors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    ship_id = Column(Integer, ForeignKey('ships.id'))
    ship = relationship('Ship')

s = Ship(name='Argo')
j = Sailor(name='Jason')
s.sailors.append(j)
print(j.ship)
session.add(s)
session.commit()
print(j.ship.name)
h = Sailor(name='Hylas', ship=s)
print([x.name for x in s.sailors])
session.add(h)
session.commit()
print([x.name for x in s.sailors])
