from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class House(Base):
    __tablename__ = 'houses'
    id = Column(Integer, primary_key=True)
    street = Column(String)
    rooms = relationship('Room', back_populates='house')

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    house_id = Column(Integer, ForeignKey('houses.id'))
    house = relationship('House')    # back_populates='rooms' is forgotten

h = House(street='Elm')
kitchen = Room(name='kitchen')
h.rooms.append(kitchen)
print(kitchen.house is h)
bath = Room(name='bath', house=h)
print([r.name for r in h.rooms])
session.add_all([h, bath])
session.commit()
print([r.name for r in h.rooms], bath.house is h)
