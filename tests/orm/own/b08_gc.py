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

u=User(name='a'); session.add(u); session.commit(); print(len(session.identity_map)); 
del u
print(len(session.identity_map))
u=session.query(User).first(); i=u.id; u2=session.get(User,i); print(u is u2, len(session.identity_map))
u2.name='dirty'; del u, u2; print(len(session.identity_map), session.dirty); session.commit(); print(len(session.identity_map), session.query(User).first().name)
def f():
    x=session.get(User,i); return x.name
print(f(), len(session.identity_map))
for x in session.query(User): pass
print(len(session.identity_map)); del x; print(len(session.identity_map))
