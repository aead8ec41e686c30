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

import datetime
class D(Base):
    __tablename__='d'
    id=Column(Integer, primary_key=True)
    a=Column(Integer, default=5); b=Column(Integer, default=lambda: 7); c=Column(Integer, server_default='9'); d=Column(Integer, default=func.abs(-3)); e=Column(Integer, onupdate=11); f=Column(Integer, onupdate=func.abs(-4)); g=Column(Integer, server_default=text('2+2')); h=Column(Integer)
x=D(h=1); print(x.a,x.c); session.add(x); session.flush(); print(x.a,x.b,x.c,x.d,x.e,x.g); session.commit(); print(x.a,x.b,x.c,x.d)
x.h=2; session.flush(); print(x.e,x.f); session.commit()
session.add_all([D(h=3),D(h=4),D(h=5,c=1),D(a=None,h=6)]); session.commit()
print([(q.a,q.b,q.c,q.d,q.e,q.f,q.g,q.h) for q in session.query(D)])
y=D(c=None,d=None,a=None); session.add(y); session.commit(); print(y.a,y.c,y.d)
