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
session.execute(text("update users set name='direct'"))
print(u.name); session.execute(text("update users set name='direct2'")); print(u.name); session.refresh(u); print(u.name)
session.expire(u, ['name']); print(u.nick, u.name); session.expire(u); u.name='set'; print(u.nick, session.dirty); session.refresh(u); print(u.name, session.dirty)
u.name='q'; session.expire_all(); print(u.name)
print(u.__dict__.keys() - {'_sa_instance_state'} if False else sorted(k for k in u.__dict__ if not k.startswith('_')))
session.execute(text('delete from users')); session.expire(u); err(lambda: u.name); session.rollback()
session.refresh(u, ['nick']); print(u.name, u.nick)
session.expire(u); session.refresh(u, ['posts']); print(u.posts)
session.expunge(u); session.execute(text('delete from users')); err(lambda: session.refresh(u))
session.add(u); err(lambda: session.refresh(u)); u.name='upd'; err(lambda: session.flush()); session.rollback()
session.delete(u); session.execute(text('delete from users')); err(lambda: session.flush())
