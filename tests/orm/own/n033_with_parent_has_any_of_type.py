from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, with_parent, aliased

class Hotel(Base):
    __tablename__ = 'hotel'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    rooms = relationship('Room', back_populates='hotel', order_by='Room.price.desc()')

class Room(Base):
    __tablename__ = 'room'
    id = Column(Integer, primary_key=True)
    price = Column(Integer)
    hotel_id = Column(Integer, ForeignKey('hotel.id'))
    hotel = relationship('Hotel', back_populates='rooms', innerjoin=True)

h1 = Hotel(name='Astor', rooms=[Room(price=90), Room(price=140)])
h2 = Hotel(name='Bristol', rooms=[Room(price=60)])
h3 = Hotel(name='Carlton')
session.add_all([h1, h2, h3])
session.commit()
print([r.price for r in h1.rooms])
print(session.scalars(select(Room.price).where(with_parent(h1, Hotel.rooms)).order_by(Room.price)).all())
print(session.query(Room.price).with_parent(h2).all())
print(session.query(Hotel.name).filter(Hotel.rooms.any()).all())
print(session.query(Hotel.name).filter(Hotel.rooms.any(Room.price > 100)).all())
print(session.query(Room.price).filter(Room.hotel.has(name='Bristol')).all())
print(session.query(Room).filter(Room.hotel != h1).count())
r = session.query(Room).filter_by(price=60).one()
print(session.query(Hotel.name).filter(Hotel.rooms.contains(r)).all())
cheap = aliased(Room)
print(session.query(Hotel.name).join(Hotel.rooms.of_type(cheap)).filter(cheap.price < 100).order_by(Hotel.name).all())
print(session.query(Hotel.name).join(Hotel.rooms.and_(Room.price < 80)).all())
try:
    session.query(Hotel).filter(Hotel.rooms == h1.rooms[0])
except Exception as e:
    print(type(e).__name__, e)
try:
    Hotel.rooms.has(price=60)
except Exception as e:
    print(type(e).__name__, e)
