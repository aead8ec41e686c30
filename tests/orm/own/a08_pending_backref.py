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

u=User(name='a'); session.add(u); session.commit()
p=Post(title='p'); p.user=u
print(p in session, session.new)
print(u.posts)
session.add(p); 
q=Post(title='q'); q.user_id=u.id; session.add(q); session.commit()
r=Post(title='r', user=u); session.add(r)
print(u.posts)
session.expire(u)
s2=Post(title='s'); s2.user=u
with session.no_autoflush:
    print(u.posts)
session.add(s2)
session.commit()
print(u.posts)
t=Post(title='t'); u.posts.append(t); print(t in session, t.user); 
t.user=None; print(u.posts, t in session)
session.commit()
print(session.query(Post).all(), t.user_id)
u2=User(name='b', posts=[p]); session.add(u2); print(u.posts, p.user); session.commit(); print(u.posts,u2.posts)
