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

class Dept(Base):
    __tablename__='dept'
    code=Column(String, primary_key=True); name=Column(String)
    emps=relationship('Emp', back_populates='dept', passive_updates=False)
class Emp(Base):
    __tablename__='emp'
    id=Column(Integer, primary_key=True); code=Column(ForeignKey('dept.code'))
    dept=relationship('Dept', back_populates='emps')
d=Dept(code='x', name='X', emps=[Emp(),Emp()]); session.add(d); session.commit()
d.code='y'; session.commit(); print([e.code for e in d.emps], session.get(Dept,'y') is d, session.get(Dept,'x'))
class P2(Base):
    __tablename__='p2'
    code=Column(String, primary_key=True)
class C2(Base):
    __tablename__='c2'
    id=Column(Integer, primary_key=True); code=Column(ForeignKey('p2.code')); p=relationship('P2')
p=P2(code='a'); c=C2(p=p); session.add(c); session.commit(); p.code='b'; session.commit(); print(c.code, c.p)
d.code='z'; session.flush(); session.rollback(); print(d.code, session.get(Dept,'y') is d)
