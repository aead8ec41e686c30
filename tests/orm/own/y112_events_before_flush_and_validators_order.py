from sqlalchemy import Column, Integer, String, ForeignKey, event
from sqlalchemy.orm import relationship, Session, validates

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    capacity = Column(Integer, default=2)
    guests = relationship('Guest', back_populates='room')

class Guest(Base):
    __tablename__ = 'guests'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    room_id = Column(Integer, ForeignKey('rooms.id'))
    room = relationship('Room', back_populates='guests')

    @validates('room')
    def check(self, key, room):
        print('validate', key, self.name)
        return room

@event.listens_for(session, 'before_flush')
def full(session, context, instances):
    for obj in session.new:
        if isinstance(obj, Guest) and obj.room and len(obj.room.guests) > (obj.room.capacity or 2):
            raise ValueError(f'room is full: {obj.name}')

@event.listens_for(Guest.room, 'set', retval=True)
def moved(target, value, old, initiator):
    print('move', target.name, value is None)
    return value

@event.listens_for(Room.guests, 'append')
def arrived(target, value, initiator):
    print('append', value.name)

@event.listens_for(session, 'after_flush')
def after(session, ctx):
    print('flushed', len(session.new), len(session.dirty))

r = Room(capacity=2)
session.add(r)
for n in 'ab':
    Guest(name=n, room=r)
session.commit()
r.guests.append(Guest(name='c'))
try:
    session.commit()
except ValueError as e:
    print('ValueError', e)
    session.rollback()
print([g.name for g in r.guests])
g = r.guests[0]
g.room = None
session.commit()
print(len(r.guests))
session.delete(g)
session.commit()
