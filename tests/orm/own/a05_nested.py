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

session.add(User(name='a')); session.flush()
with session.begin_nested() as n:
    session.add(User(name='b'))
try:
    with session.begin_nested():
        session.add(User(name='c')); session.flush()
        raise ValueError('no')
except ValueError as e: print(e)
n=session.begin_nested()
u=User(name='d'); session.add(u)
n.rollback()
print(u in session, [x.name for x in session.query(User)])
s=session.begin_nested(); x=session.query(User).first(); x.name='z'; s.commit()
print(session.in_transaction(), session.in_nested_transaction())
session.commit()
print([x.name for x in session.query(User)], session.in_transaction())
err(lambda: session.begin())
session.rollback()
with session.begin():
    session.add(User(name='e'))
print(session.query(User).count())
session.rollback()
try:
    with session.begin():
        session.add(User(name='f')); session.flush()
        1/0
except ZeroDivisionError as e: print(e)
print(session.query(User).count())
