from sqlalchemy import Column, Integer, String, Float, Index, UniqueConstraint, CheckConstraint, ForeignKey, ForeignKeyConstraint

class Seat(Base):
    __tablename__ = 'seats'
    row = Column(String(2), primary_key=True)
    number = Column(Integer, primary_key=True, autoincrement=False)
    price = Column(Float, nullable=False, server_default='10')
    __table_args__ = (CheckConstraint('price >= 0'), {'comment': 'seats of the hall'})

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    code = Column(String(12), unique=True, nullable=False)
    show = Column(String, index=True)
    seat_row = Column(String(2))
    seat_number = Column(Integer)
    __table_args__ = (
        ForeignKeyConstraint(['seat_row', 'seat_number'], ['seats.row', 'seats.number'], name='fk_ticket_seat'),
        UniqueConstraint('show', 'seat_row', 'seat_number', name='uq_one_ticket_per_seat'),
        Index('ix_ticket_seat', 'seat_row', 'seat_number'),
    )
