from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, selectinload, joinedload

class Hotel(Base):
    __tablename__ = 'hotels'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    rooms = relationship('Room', back_populates='hotel', order_by='Room.number')

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    number = Column(Integer)
    hotel_id = Column(Integer, ForeignKey('hotels.id'))
    hotel = relationship('Hotel', back_populates='rooms')
    guests = relationship('Guest', back_populates='room')

class Guest(Base):
    __tablename__ = 'guests'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    room_id = Column(Integer, ForeignKey('rooms.id'))
    room = relationship('Room', back_populates='guests')

for h in ('Ritz', 'Inn'):
    session.add(Hotel(name=h, rooms=[Room(number=2, guests=[Guest(name=h + '-g1')]), Room(number=1)]))
session.commit()
session.expunge_all()

hotels = session.query(Hotel).options(selectinload(Hotel.rooms).selectinload(Room.guests)).order_by(Hotel.name).all()
for h in hotels:
    for r in h.rooms:
        print(h.name, r.number, [g.name for g in r.guests])
session.expunge_all()
for g in session.query(Guest).options(joinedload(Guest.room).joinedload(Room.hotel)).order_by(Guest.id):
    print(g.name, g.room.number, g.room.hotel.name)
session.expunge_all()
for r in session.query(Room).options(selectinload(Room.hotel), joinedload(Room.guests)).filter(Room.number == 2).order_by(Room.id):
    print(r.hotel.name, len(r.guests))
