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

class Cou(Base):
    __tablename__='cou'
    id=Column(Integer, primary_key=True); name=Column(String)
    enr=relationship('Enr', back_populates='cou', cascade='all, delete-orphan')
class Stu(Base):
    __tablename__='stu'
    id=Column(Integer, primary_key=True); name=Column(String)
    enr=relationship('Enr', back_populates='stu', cascade='all, delete-orphan')
class Enr(Base):
    __tablename__='enr'
    cou_id=Column(ForeignKey('cou.id'), primary_key=True); stu_id=Column(ForeignKey('stu.id'), primary_key=True); grade=Column(Integer)
    cou=relationship('Cou', back_populates='enr'); stu=relationship('Stu', back_populates='enr')
s1,s2=Stu(name='s1'),Stu(name='s2'); c1,c2=Cou(name='c1'),Cou(name='c2')
Enr(stu=s1,cou=c1,grade=1); s1.enr.append(Enr(cou=c2,grade=2)); c2.enr.append(Enr(stu=s2))
session.add_all([s1,s2]); session.commit(); print([(e.stu.name,e.cou.name,e.grade) for e in session.query(Enr)])
e=session.get(Enr,(c1.id,s1.id)); e.grade=5; session.commit(); s1.enr.remove(e); session.commit(); print(session.query(Enr).count())
session.add(Enr(stu=s2,cou=c2)); err(lambda: session.commit()); session.rollback()
session.delete(s2); session.commit(); print(session.query(Enr).count()); session.delete(c2); session.delete(s1); session.commit(); print(session.query(Enr).count())
session.add(Enr(stu=Stu(name='orph'))); err(lambda: session.commit()); session.rollback()
