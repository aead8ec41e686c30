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

class W(Base):
    __tablename__='w'
    id=Column(Integer, primary_key=True); name=Column(String); fav_id=Column(ForeignKey('e.id', name='fk_fav'))
    es=relationship('E', primaryjoin='W.id==E.w_id', back_populates='w')
    fav=relationship('E', primaryjoin='W.fav_id==E.id', post_update=True)
class E(Base):
    __tablename__='e'
    id=Column(Integer, primary_key=True); name=Column(String); w_id=Column(ForeignKey('w.id'))
    w=relationship('W', primaryjoin='W.id==E.w_id', back_populates='es')
x=W(name='x'); e1=E(name='e1', w=x); e2=E(name='e2', w=x); x.fav=e1; session.add_all([x,e1,e2]); session.commit(); print(x.fav_id, [e.id for e in x.es])
x.fav=e2; session.commit(); print(x.fav_id)
session.delete(x); session.commit(); print(e1.w_id)
