from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import sessionmaker, Session

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    seat = Column(String(5))
    price = Column(Integer)

Base.metadata.create_all(engine)
SessionLocal = sessionmaker(bind=engine)

with SessionLocal() as s:
    print(isinstance(s, Session), s.bind is engine)
    s.add(Ticket(seat='A1', price=20))
    s.add_all([Ticket(seat='A2', price=20), Ticket(seat='B1', price=15)])
    print(len(s.new), len(s.dirty), len(s.deleted))
    s.commit()

with SessionLocal.begin() as s:
    t = s.get(Ticket, 3)
    t.price = 18

try:
    with SessionLocal.begin() as s:
        s.add(Ticket(seat='Z9', price=1))
        s.flush()
        raise RuntimeError('printer on fire')
except RuntimeError as e:
    print('rolled back:', e)

with SessionLocal() as s:
    tickets = s.query(Ticket).order_by(Ticket.seat).all()
    print([(t.seat, t.price) for t in tickets])
    first = s.get(Ticket, 1)
    for obj in s:
        print(obj.seat, end=' ')
    print()
    print(first in s, Ticket(seat='A1') in s)
    s.delete(first)
    s.commit()
    print(first in s)

Quiet = sessionmaker(engine, expire_on_commit=False, autoflush=False)
with Quiet() as s:
    t = s.query(Ticket).filter_by(seat='A2').one()
    t.seat = 'A22'
    s.commit()
    print('seat' in t.__dict__)
print(t.seat)
SessionLocal.configure(expire_on_commit=False)
with SessionLocal() as s:
    t = Ticket(seat='C1', price=9)
    s.add(t)
    s.commit()
print(t.id, t.price)
