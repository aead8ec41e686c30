from sqlalchemy import Column, Integer, String, Boolean, func, text

def next_code():
    return 'code'

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    status = Column(String, default='open')
    code = Column(String, default=next_code)
    label = Column(String, default=lambda: 'x' * 3)
    upper = Column(String, default=func.upper('abc'))
    votes = Column(Integer, server_default='0')
    done = Column(Boolean, server_default=text('0'))
    note = Column(String, onupdate='edited')

t = Ticket(title='Leak')
print(t.status, t.code, t.votes)
session.add(t)
session.commit()
print(t.status, t.code, t.label, t.upper, t.votes, t.done, t.note)
t.title = 'Big leak'
session.commit()
print(t.note)
u = Ticket(title='None', status=None, votes=5)
session.add(u)
session.commit()
print(u.status, u.votes)
