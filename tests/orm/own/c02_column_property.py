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

from sqlalchemy.orm import column_property, deferred
class R(Base):
    __tablename__='r'
    id=Column(Integer, primary_key=True); w=Column(Integer); h=Column(Integer); big=deferred(Column(String))
    area=column_property(w*h)
r=R(w=2,h=3,big='x'); print(r.area); session.add(r); session.flush(); print(r.area, r.big); r.w=5; session.flush(); print(r.area); session.commit(); print(r.area); print(r.big); r.big='y'; session.commit(); print(r.big, session.query(R).first().area)
session.expunge(r); err(lambda: r.big); session.add(r); session.expire(r); print(r.w); 
print(inspect(r).unloaded)
