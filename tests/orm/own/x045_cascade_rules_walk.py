from sqlalchemy import Column, ForeignKey, Integer, String, inspect
from sqlalchemy.orm import backref, relationship

class House(Base):
    __tablename__ = 'house'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    rooms = relationship('Room', backref='house', cascade='save-update, merge, delete, delete-orphan')
    notes = relationship('Note', cascade='save-update')
    keys = relationship('Key', cascade='', back_populates='house')

class Room(Base):
    __tablename__ = 'room'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    house_id = Column(Integer, ForeignKey('house.id'))

class Note(Base):
    __tablename__ = 'note'
    id = Column(Integer, primary_key=True)
    house_id = Column(Integer, ForeignKey('house.id'))

class Key(Base):
    __tablename__ = 'keys'
    id = Column(Integer, primary_key=True)
    house_id = Column(Integer, ForeignKey('house.id'))
    house = relationship('House', back_populates='keys')

h = House(name='villa')
kitchen = Room(name='kitchen', house=h)
h.notes.append(Note())
h.keys.append(Key())
session.add(h)
print(kitchen in session, h.notes[0] in session, h.keys[0] in session)
session.commit()
print(len(h.rooms), len(h.notes), len(h.keys))
attic = Room(name='attic')
h.rooms.append(attic)
h.rooms.remove(attic)
session.commit()
print(inspect(attic).transient, session.query(Room).count())
h.rooms.remove(kitchen)
session.flush()
print(inspect(kitchen).deleted, kitchen in session)
session.rollback()
print(inspect(kitchen).persistent, [r.name for r in h.rooms])
session.delete(h)
session.commit()
print(session.query(Room).count(), session.query(Note.house_id).all(), inspect(kitchen).detached)
print(House.rooms.property.cascade)
lonely = Room(name='lonely')
session.add(lonely)
session.commit()
