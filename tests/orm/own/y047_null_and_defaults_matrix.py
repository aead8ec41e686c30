from sqlalchemy import Column, Integer, String, Boolean, DateTime, func, text, null, Sequence, literal
from datetime import datetime

counter = iter(range(100, 200))

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    code = Column(String, default=lambda: f'T{next(counter)}')
    status = Column(String(10), nullable=False, server_default='new')
    priority = Column(Integer, default=1 + 1)
    rank = Column(Integer, default=func.length('four'))
    note = Column(String, nullable=True)
    made = Column(DateTime, default=datetime.now)
    closed = Column(Boolean, server_default=text('0'), nullable=False)
    touched = Column(Integer, default=0, onupdate=lambda: 1)

a = Ticket()
print(a.code, a.status, a.priority, a.note)
b = Ticket(code=None, priority=None, note='n')
c = Ticket(status='old', rank=9, touched=5)
session.add_all([a, b, c])
session.commit()
for t in (a, b, c):
    print(t.id, t.code, t.status, t.priority, t.rank, t.note, t.closed, t.touched, isinstance(t.made, datetime))
a.note = 'changed'
b.status = null()
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, e.orig)
    session.rollback()
a.note = 'again'
c.priority = func.abs(-7)
session.commit()
print(a.touched, c.priority, c.touched)
c.note = literal('lit') + 'eral'
session.commit()
print(c.note)
session.add(Ticket(status=None))
session.commit()
