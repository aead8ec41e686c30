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

us=[User(name=n, posts=[Post(title=n+str(i)) for i in range(2)]) for n in 'abc']
session.add_all(us); session.commit()
session.delete(us[1]); session.delete(us[0]); session.commit()
print([(p.title,p.user_id) for p in session.query(Post)])
p=session.query(Post).first(); p.user=us[2]; session.commit()
print(us[2].posts)
us[2].posts.remove(p); session.commit(); print(p.user, p.user_id)
us[2].posts=[]; session.commit()
print(session.query(Post).filter(Post.user_id==None).count())
