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
def st(): print(i.transient,i.pending,i.persistent,i.deleted,i.detached,i.modified,i.identity, u in session, i.session is session)
st()
session.add(u); st()
session.flush(); st()
session.commit(); st()
print(u.name); st()
session.delete(u); st()
print(session.deleted, session.dirty, session.new)
session.flush(); st()
session.rollback(); st()
session.delete(u); session.commit(); st()
err(lambda: session.add(u))
make_transient(u); st()
session.add(u); session.commit(); st(); print(u.id,u.name)
session.expunge(u); st()
err(lambda: session.expunge(u))
err(lambda: session.refresh(u))
err(lambda: u.posts)
session.add(u); st(); print(u.posts)
session.close(); st()
