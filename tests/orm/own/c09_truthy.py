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

p=Post(title='t'); print(p.user, p.user_id, p.id, inspect(p).dict.keys() if False else sorted(inspect(p).dict)[-2:])
u=User(posts=[p]); print(p.user is u); err(lambda: User(foo=1)); err(lambda: u.foo); u.foo=5; print(u.foo, session.is_modified(u)); session.add(u); session.commit(); u.foo=6; print(session.dirty, u.foo)
print(User(name='x').name, User().name, hasattr(u,'bar'), getattr(u,'name','dflt'))
print(u.posts is u.posts, u.posts == [p], p in u.posts, u.posts[0] is p)
x=User(); x.posts; print(inspect(x).dict.keys() - {'_sa_instance_state'} if False else 'posts' in x.__dict__); x.posts.append(Post()); print('posts' in x.__dict__)
d={'name':'kw','nick':'n'}; y=User(**d); print(y.name,y.nick); setattr(y,'name','set'); print(y.name); del y.name; err(lambda: y.name); err(lambda: delattr(y,'name'))
u.posts.append(p); session.flush(); print(len(u.posts)); session.expire(u); print(len(u.posts))
