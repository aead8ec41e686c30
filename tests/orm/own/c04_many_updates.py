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

us=[User(name=str(i)) for i in range(4)]; session.add_all(us); session.commit()
for u in reversed(us): u.name=u.name+'x'
us[1].nick='n'; session.commit()
for u in us: u.posts.append(Post(title=u.name))
session.commit()
for u in us: u.posts[0].title='t'; 
us[2].posts[0].user=us[0]; us[3].posts.clear(); session.commit()
us[0].posts, us[1].posts = us[1].posts, us[0].posts
session.commit(); print([[p.id for p in u.posts] for u in us])
del us[0].posts[0]; session.flush(); print([(p.id,p.user_id) for p in session.query(Post)])
