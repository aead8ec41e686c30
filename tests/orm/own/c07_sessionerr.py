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

S=Session(engine)
S.add(User(name='a')); S.commit()
u=S.query(User).first(); S.close(); u.name='changed'; print(inspect(u).modified, inspect(u).detached); S.add(u); print(S.dirty); S.commit(); print(u.name)
v=S.get(User,1); T=Session(engine); w=T.get(User,1); w.name='T'; T.commit(); print(v.name); S.rollback(); print(v.name)
S.expunge_all(); print(v in S, list(S)); x=S.get(User,1); err(lambda: S.add(v)); S.expunge(x); S.add(v); print(v in S)
S.delete(v); S.flush(); err(lambda: S.delete(v)); err(lambda: S.refresh(v)); print(S.get(User,1)); S.rollback(); print(v in S, v.name)
S.delete(v); S.commit(); err(lambda: S.delete(v)); print(inspect(v).detached, inspect(v).was_deleted, v.name)
with Session(engine) as q:
    with q.begin():
        q.add(User(name='in'))
    print(q.query(User).count())
try:
    with Session(engine) as q, q.begin():
        q.add(User(name='in2')); raise KeyError('x')
except KeyError as e: print('ke', e)
with Session(engine) as q: print(q.query(User).count(), q.is_active)
c=Session(engine); c.begin(); c.add(User(name='c')); print(c.new); c.close(); print(c.new, len(list(c)))
err(lambda: Session(autocommit=True)); err(lambda: Session(engine, foo=1)); err(lambda: Session().query(User).all()); z=Session(); z.add(User(name='q')); err(lambda: z.commit())
