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

@event.listens_for(Session,'before_flush')
def bf(s, ctx, inst):
    for o in s.new:
        if isinstance(o, User) and not o.posts: o.posts.append(Post(title='auto'))
    for o in s.dirty: print('dirty', o)
    for o in s.deleted: print('deleted', o)
@event.listens_for(Session,'after_flush')
def af(s, ctx): print('after_flush', s.new, s.dirty)
u=User(name='a'); session.add(u); session.commit(); print(u.posts)
u.name='b'; session.commit(); session.delete(u); session.commit()
