from sqlalchemy import Column, Integer, String, ForeignKey, DateTime, UniqueConstraint
from sqlalchemy.orm import relationship, validates
from datetime import datetime

class Hotel(Base):
    __tablename__ = 'hotels'
    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False)
    rooms = relationship('Room', back_populates='hotel', cascade='all, delete-orphan', passive_deletes=False)
    bookings = relationship('Booking', secondary='rooms', viewonly=True, primaryjoin='Hotel.id == Room.hotel_id', secondaryjoin='Room.id == Booking.room_id')

class Room(Base):
    __tablename__ = 'rooms'
    __table_args__ = (UniqueConstraint('hotel_id', 'number', name='uq_room_number'),)
    id = Column(Integer, primary_key=True)
    number = Column(String(5))
    hotel_id = Column(Integer, ForeignKey('hotels.id'), nullable=False)
    hotel = relationship('Hotel', back_populates='rooms')
    bookings = relationship('Booking', back_populates='room')

class Booking(Base):
    __tablename__ = 'bookings'
    id = Column(Integer, primary_key=True)
    guest = Column(String(50))
    nights = Column(Integer)
    arrival = Column(DateTime)
    room_id = Column(Integer, ForeignKey('rooms.id'))
    room = relationship('Room', back_populates='bookings')

    @validates('nights')
    def check_nights(self, key, value):
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{key} must be a positive number, got {value!r}")
        return value

    @validates('guest', include_backrefs=False)
    def trim(self, _, value):
        return value.strip().title()

h = Hotel(name='Astoria', rooms=[Room(number=str(100 + i)) for i in range(3)])
session.add(h)
session.commit()
b = Booking(guest='  ada lovelace ', nights=2, arrival=datetime(2024, 5, 1, 15), room=h.rooms[0])
session.add_all([b, Booking(guest='ALAN', nights=1, room=h.rooms[2])])
session.commit()
print([(x.guest, x.room.number) for x in h.bookings])
print(b.arrival, b.arrival.strftime('%d/%m'), session.query(Booking).filter(Booking.arrival >= datetime(2024, 1, 1)).count())
for bad in (0, '3', -1):
    try:
        Booking(guest='x', nights=bad)
    except ValueError as e:
        print(e)
h.rooms.append(Room(number='101'))
try:
    session.commit()
except Exception as e:
    print(e.orig)
    session.rollback()
session.delete(h)
session.commit()
print(session.query(Room).count(), [(x.guest, x.room_id) for x in session.query(Booking)])
