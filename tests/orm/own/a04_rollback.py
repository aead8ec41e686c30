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
u.name='b'; v=User(name='v'); session.add(v); session.flush()
print(v.id, session.new, v in session)
session.rollback()
print(u.name, v in session, inspect(v).transient, v.id, v.name)
session.add(v); session.commit(); print(v.id)
session.delete(u); session.flush(); print(u in session)
session.rollback(); print(u in session, u.name)
u.id = v.id
err(lambda: session.commit())
err(lambda: session.commit())
err(lambda: session.query(User).all())
err(lambda: u.name)
print(session.is_active)
session.rollback(); print(session.is_active)
print(u.name, u.id, session.query(User).count())
w=User(name='w'); session.add(w); session.rollback(); print(w in session, inspect(w).transient)
