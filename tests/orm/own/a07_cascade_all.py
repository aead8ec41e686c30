from sqlalchemy import Column, Integer, String, ForeignKey, Table, func, text, select, event, inspect
from sqlalchemy.orm import relationship, backref, Session, sessionmaker, scoped_session, object_session, make_transient, validates
from sqlalchemy import exc
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    nick = Column(String, default='none')
    posts = relationship('Post', back_populates='user', cascade='all, delete-orphan')
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

us=[User(name=n, posts=[Post(title=n+str(i)) for i in range(2)]) for n in 'abc']
session.add_all(us); session.commit()
session.delete(us[1]); session.delete(us[0]); session.commit()
print(session.query(Post).all())
p=us[2].posts[0]
us[2].posts.remove(p); print(inspect(p).persistent); session.commit(); print(inspect(p).detached, session.query(Post).all())
q=Post(title='q'); us[2].posts.append(q); print(q in session); us[2].posts.remove(q); print(q in session, inspect(q).transient)
r=Post(title='r'); session.add(r); 
err(lambda: session.commit())
session.rollback()
us[2].posts.append(r); us[2].posts=[]; session.commit(); print(session.query(Post).count())
v=User(name='v'); p2=Post(title='p2'); v.posts.append(p2); session.add(v); session.commit(); p2.user=None; session.commit(); print(session.query(Post).count())
p3=Post(title='p3', user=v); session.commit(); print(v.posts); w2=User(name='w'); w2.posts.append(p3); session.add(w2); session.commit(); print(v.posts, w2.posts)
session.delete(v); session.commit(); print(session.query(User).all())
