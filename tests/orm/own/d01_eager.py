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

class T(Base):
    __tablename__='t'
    id=Column(Integer, primary_key=True); a=Column(Integer, server_default='9'); b=Column(Integer, onupdate=func.abs(-4)); h=Column(Integer)
    __mapper_args__={'eager_defaults': True}
class F(Base):
    __tablename__='f'
    id=Column(Integer, primary_key=True); a=Column(Integer, server_default='9'); b=Column(Integer, onupdate=func.abs(-4)); h=Column(Integer)
    __mapper_args__={'eager_defaults': False}
for K in (T,F):
    x=K(h=1); y=K(h=2); session.add_all([x,y]); session.flush(); print(x.a,y.a); x.h=5; y.h=6; session.flush(); print(x.b,y.b,x.h); session.commit(); z=K(h=1,a=3); session.add(z); session.flush(); print(z.a,z.b); z.h=func.abs(-9); session.flush(); print(z.h,z.b); session.commit()
