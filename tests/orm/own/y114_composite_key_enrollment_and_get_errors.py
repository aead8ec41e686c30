from sqlalchemy import Column, Integer, String, ForeignKey, PrimaryKeyConstraint, Index
from sqlalchemy.orm import relationship

class Seat(Base):
    __tablename__ = 'seats'
    row = Column(String(1), primary_key=True)
    number = Column(Integer, primary_key=True, autoincrement=False)
    tickets = relationship('Ticket', back_populates='seat')

    def __repr__(self):
        return f'{self.row}{self.number}'

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    seat_row = Column(String(1))
    seat_number = Column(Integer)
    holder = Column(String)
    seat = relationship('Seat', back_populates='tickets', primaryjoin='and_(Seat.row == foreign(Ticket.seat_row), Seat.number == foreign(Ticket.seat_number))')
    __table_args__ = (Index('ix_seat', 'seat_row', 'seat_number', unique=True),)

for r in 'AB':
    session.add_all(Seat(row=r, number=n) for n in (1, 2))
session.commit()
print(session.get(Seat, ('A', 2)), session.get(Seat, {'row': 'B', 'number': 1}), session.get(Seat, ('Z', 9)))
for bad in ('A', ('A',), ('A', 1, 2), {'row': 'A'}, None):
    try:
        print(session.get(Seat, bad))
    except Exception as e:
        print(type(e).__name__, e)
try:
    session.get(Ticket, (1, 2))
except Exception as e:
    print(type(e).__name__, e)
t = Ticket(holder='Ann', seat=session.get(Seat, ('A', 1)))
session.add(t)
session.commit()
print(t.seat_row, t.seat_number, t.seat, t.seat.tickets[0].holder)
t.seat = session.get(Seat, ('B', 2))
session.commit()
print(t.seat_row, t.seat_number, session.query(Seat).filter(~Seat.tickets.any()).order_by(Seat.row, Seat.number).all())
print(session.query(Ticket).join(Ticket.seat).filter(Seat.row == 'B').count())
session.add(Ticket(holder='Bob', seat_row='B', seat_number=2))
try:
    session.commit()
except Exception as e:
    print(e.orig)
    session.rollback()
session.add(Seat(row='C'))
session.commit()
