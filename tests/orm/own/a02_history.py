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

u=User(name='a')
i=inspect(u)
def h(k): print(k, i.attrs[k].history)
h('name'); h('id'); h('posts'); h('nick')
u.name='b'; h('name')
p=Post(title='t'); u.posts.append(p); h('posts'); print(inspect(p).attrs.user.history, p.user)
session.add(u); session.commit()
h('name'); h('posts'); h('id')
u.name='c'; h('name')
print(u.posts); h('posts')
u.name; u.name='d'; h('name'); u.name='c'; h('name')
u.posts.remove(p); h('posts'); print(p.user, inspect(p).attrs.user.history)
print(session.dirty, session.is_modified(u), session.is_modified(p))
u.posts=[Post(title='x')]; h('posts')
session.commit()
del u.name
h('name')
err(lambda: session.commit())
session.rollback()
print(u.name)
del u.posts
print(u.posts); h('posts')
