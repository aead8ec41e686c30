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

ss=scoped_session(sessionmaker(bind=engine))
ss.add(User(name='a')); ss.flush(); print(ss.new, ss.dirty, ss.is_active, ss.bind is engine); ss.rollback(); ss.add_all([User(name='b'),User(name='c')]); ss.commit(); print([u.name for u in ss.query(User)]); print(ss.get(User,1), ss.scalars(select(User)).all(), ss.execute(select(User.name)).all(), ss.scalar(select(func.count(User.id))))
u=ss.get(User,1); print(u in ss, object_session(u) is ss()); ss.delete(u); ss.commit(); ss.remove(); print(ss.query(User).count()); err(lambda: ss.add('x')); err(lambda: ss.nope); err(lambda: ss.get(User)); print(ss.registry is not None)
