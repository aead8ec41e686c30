from sqlalchemy import Column, Integer, String, UniqueConstraint
from sqlalchemy.exc import IntegrityError

class Booking(Base):
    __tablename__ = 'bookings'
    __table_args__ = (UniqueConstraint('room', 'day'),)
    id = Column(Integer, primary_key=True)
    room = Column(String, nullable=False)
    day = Column(String, nullable=False)

session.add_all([Booking(room='Red', day='Mon'), Booking(room='Red', day='Tue'), Booking(room='Blue', day='Mon')])
session.commit()
session.add(Booking(room='Red', day='Mon'))
try:
    session.commit()
except IntegrityError as e:
    session.rollback()
    print(e.orig)
    print(e.statement)
    print(e.params)
print(session.query(Booking).count())
session.add(Booking(room='Red', day='Tue'))
session.commit()
