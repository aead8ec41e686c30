from sqlalchemy import Column, Integer, String, ForeignKey, Table, func, text, select, event, inspect
from sqlalchemy.orm import relationship, backref, Session, sessionmaker, scoped_session, object_session, make_transient, validates
from sqlalchemy import exc
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    nick = Column(String, default='none')
    posts = relationship('Post', back_populates='user')
    def __repr__(self): return f'U({self.name})'
class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    user_id = Column(Integer, ForeignKey('users.id'))
    user = relationship('User', back_populates='posts')
    def __repr__(self): return f'P({self.title})'
def err(f):
    try:
        print('ok', f())
    except Exception as e:
        print(type(e).__name__, e)

from sqlalchemy import ForeignKeyConstraint
class Seat(Base):
    __tablename__='seat'
    row=Column(String, primary_key=True); num=Column(Integer, primary_key=True); label=Column(String)
    tickets=relationship('Ticket', back_populates='seat')
class Ticket(Base):
    __tablename__='ticket'
    id=Column(Integer, primary_key=True); r=Column(String); n=Column(Integer)
    __table_args__=(ForeignKeyConstraint(['r','n'],['seat.row','seat.num']),)
    seat=relationship('Seat', back_populates='tickets')
s=Seat(row='A',num=2,tickets=[Ticket(),Ticket()]); session.add_all([s,Seat(row='A',num=1),Seat(row='B',num=1)]); session.commit()
print(session.get(Seat,('A',2)) is s, [(t.r,t.n) for t in s.tickets], inspect(s).identity, session.get(Seat,{'num':1,'row':'B'}).label)
for x in session.query(Seat): x.label=x.row+str(x.num)
session.commit(); t=s.tickets[0]; t.seat=session.get(Seat,('B',1)); session.commit(); print(t.r,t.n)
for x in session.query(Seat): session.delete(x)
session.commit(); print([(t.r,t.n) for t in session.query(Ticket)])
session.add(Seat(row='C')); err(lambda: session.commit()); session.rollback()
