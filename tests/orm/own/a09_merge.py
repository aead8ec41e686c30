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

u=User(name='a', posts=[Post(title='p')]); session.add(u); session.commit(); uid=u.id
session.close()
u.name if False else None
d=User(id=uid, name='changed')
m=session.merge(d); print(m is d, m.name, session.dirty, m.posts); session.commit()
n=session.merge(User(name='new', posts=[Post(title='np')])); print(n in session, session.new); session.commit(); print(n.id, n.posts)
o=session.merge(User(id=50, name='fifty')); session.commit(); print(o.id)
k=User(id=uid, name='k', posts=[Post(id=1,title='pp'), Post(title='extra')])
mm=session.merge(k); print(mm.posts, session.new, session.dirty); session.commit(); print(mm.posts, session.query(Post).all())
