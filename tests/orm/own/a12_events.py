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

@event.listens_for(User,'before_insert')
def bi(mapper, conn, target): print('before_insert', target, mapper.class_.__name__); target.nick='set'
@event.listens_for(User,'after_insert')
def ai(mapper, conn, target): print('after_insert', target.id)
@event.listens_for(User,'before_update')
def bu(mapper, conn, target): print('before_update', target.name)
@event.listens_for(User,'after_delete')
def ad(mapper, conn, target): print('after_delete', target.name)
@event.listens_for(User.name,'set')
def st(target, value, old, initiator): print('set', value, old, initiator.key)
@event.listens_for(User.posts,'append')
def ap(target, value, initiator): print('append', value)
@event.listens_for(User.posts,'remove')
def rm(target, value, initiator): print('remove', value)
@event.listens_for(session,'before_flush')
def bf(s, ctx, inst): print('before_flush', s.new)
@event.listens_for(session,'after_commit')
def ac(s): print('after_commit')
@event.listens_for(session,'after_rollback')
def ar(s): print('after_rollback')
@event.listens_for(User,'load')
def ld(target, ctx): print('load', target.name)
u=User(name='a'); p=Post(title='p'); u.posts.append(p); u.posts.remove(p); session.add(u); session.commit()
u.name='b'; session.commit(); session.rollback(); u.name='c'; session.flush(); session.rollback()
session.expunge_all(); u=session.query(User).first(); u.posts=[p]; session.delete(u); session.commit()
