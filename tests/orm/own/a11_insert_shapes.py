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

session.add_all([User(name='a'),User(name='b'),User(id=10,name='c'),User(id=11),User(name=None, nick=None),User(nick='n'),User(name=func.upper('x')),User(name='y')])
session.commit()
print([(u.id,u.name,u.nick) for u in session.query(User).order_by(User.id)])
u=session.get(User,10); v=session.get(User,11); u.name='cc'; v.name='dd'; session.commit()
u.name='1'; v.nick='2'; session.commit()
u.name=User.name + '!'; session.commit(); print(u.name)
u.name=func.lower('ABC'); session.flush(); print(u.name)
u.id=20; session.commit(); print(u.id, session.get(User,20) is u)
a=User(id=1,name='dup'); session.add(a)
err(lambda: session.commit())
session.rollback()
b=session.get(User,1)
session.add(User(id=1,name='dup'))
err(lambda: session.flush()); session.rollback()
session.delete(b); session.add(User(id=1,name='switched')); session.commit(); print(session.get(User,1).name)
