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

u=User(name='u'); p=Post(title='p'); session.add(u); session.commit()
p.user=u
session.commit()
print(session.query(Post).count())
q=Post(title='q'); q.user=User(name='pend'); session.add(q); print(session.new); session.expunge(q.user); session.commit(); print(q.user_id)
session.query(User).all(); x=User(id=1, name='dup'); session.add(x)
err(lambda: session.flush())
err(lambda: session.query(User).all())
session.rollback()
session.add(User(name='zz'))
with session.no_autoflush:
    print(session.query(User).filter_by(name='zz').count(), session.autoflush)
print(session.query(User).filter_by(name='zz').count())
err(lambda: session.flush(None))
class NN(Base):
    __tablename__='nn'
    id=Column(Integer, primary_key=True); v=Column(String, nullable=False)
session.add(NN()); err(lambda: session.query(User).all()); session.rollback()
session.add(NN()); err(lambda: session.commit()); err(lambda: session.commit()); err(lambda: session.add(User(name='k'))); session.rollback(); print(session.new)
