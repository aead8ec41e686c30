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

class A(Base):
    __tablename__='ta'
    id=Column(Integer, primary_key=True); name=Column(String); b_id=Column(ForeignKey('tb.id', name='fkb', use_alter=True))
    b=relationship('B', foreign_keys=[b_id])
class B(Base):
    __tablename__='tb'
    id=Column(Integer, primary_key=True); name=Column(String); a_id=Column(ForeignKey('ta.id'))
    a=relationship('A', foreign_keys=[a_id])
a=A(name='a'); b=B(name='b', a=a); a2=A(name='a2', b=b); session.add_all([a2]); session.commit(); print(a.id,b.id,a2.id,b.a_id,a2.b_id)
c=A(name='c'); d=B(name='d', a=c); c.b=d; session.add(c); err(lambda: session.commit()); session.rollback()
session.delete(a2); session.delete(b); session.delete(a); session.commit(); print(session.query(A).count(), session.query(B).count())
