from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, relationship
from sqlalchemy.orm.exc import DetachedInstanceError

class Hotel(Base):
    __tablename__ = 'hotels'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    rooms = relationship('Room', back_populates='hotel')

class Room(Base):
    __tablename__ = 'rooms'
    id = Column(Integer, primary_key=True)
    number = Column(Integer)
    hotel_id = Column(Integer, ForeignKey('hotels.id'))
    hotel = relationship('Hotel', back_populates='rooms')

session.add(Hotel(name='Seaview', rooms=[Room(number=11), Room(number=12)]))
session.commit()

hotel = session.get(Hotel, 1)
print(hotel.name)
other = Session(engine)
try:
    other.add(hotel)
except InvalidRequestError as e:
    print(type(e).__name__, 'already attached' in str(e))

session.expunge(hotel)
print(hotel in session, hotel.name)
try:
    hotel.rooms
except DetachedInstanceError as e:
    print('DetachedInstanceError', 'rooms' in str(e))

other.add(hotel)
print([r.number for r in hotel.rooms])
hotel.name = 'Hillview'
other.commit()
other.close()
print(session.query(Hotel).one().name)

try:
    session.expunge(Hotel(name='nowhere'))
except InvalidRequestError as e:
    print(str(e).endswith('is not present in this Session'))
try:
    session.delete(Hotel(name='never saved'))
except InvalidRequestError as e:
    print(str(e).endswith('is not persisted'))
try:
    session.refresh(Hotel(id=1))
except InvalidRequestError as e:
    print(str(e).endswith('is not persistent within this Session'))
