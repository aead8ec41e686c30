import datetime
import uuid
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, JSON, LargeBinary, Numeric, String, Text, Time, func, text, Computed, FetchedValue, Interval
from sqlalchemy.orm import validates

counter = {'n': 0}

def next_code():
    counter['n'] += 1
    return 'C%03d' % counter['n']

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    code = Column(String(10), default=next_code, unique=True)
    state = Column(String(10), server_default='open', nullable=False)
    tries = Column(Integer, default=0, onupdate=lambda ctx: (ctx.get_current_parameters().get('tries') or 0))
    opened = Column(Date, default=datetime.date(2024, 2, 29))
    at = Column(Time, default=datetime.time(9, 30))
    touched = Column(Integer, server_default=text('0'), onupdate=text('touched + 1'))
    extra = Column(JSON, default=dict)
    blob = Column(LargeBinary)
    price = Column(Numeric(8, 3), default='1.5')
    slug = Column(String, default=lambda ctx: ctx.get_current_parameters()['code'].lower())
    length = Column(Interval, default=datetime.timedelta(hours=2))

t = Ticket(blob=b'\x00\x01')
u = Ticket(code='X', state='shut', extra={'a': [1, 2, None]})
session.add_all([t, u])
session.flush()
print(t.id, t.code, t.state, t.tries, t.opened, t.at, t.touched, t.extra, t.blob, t.slug)
print(u.code, u.slug, u.state, u.extra)
session.commit()
print(repr(t.price), t.length)
t.state = 'done'
session.commit()
print(t.touched, t.state)
u.extra['a'].append(3)
session.commit()
print(u.extra)
u.extra = {'b': True}
u.price = 2
session.commit()
print(u.extra, u.price, session.query(Ticket).filter(Ticket.price > 1.75).count())
print(session.query(Ticket.extra['b']).filter(Ticket.id == 2).scalar())
session.query(Ticket).update({'state': 'old'})
session.commit()
print([(x.state, x.touched) for x in session.query(Ticket).order_by(Ticket.id)])
session.add(Ticket(state=None))
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, e.orig)
    session.rollback()
session.add(Ticket(opened='2024-01-01'))
session.commit()
