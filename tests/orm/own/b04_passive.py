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

class Pa(Base):
    __tablename__='pa'
    id=Column(Integer, primary_key=True)
    ks=relationship('Ki', passive_deletes=True, cascade='all, delete-orphan')
    ls=relationship('Li', passive_deletes='all')
    ms=relationship('Mi', cascade='save-update, merge, delete', passive_deletes=True)
class Ki(Base):
    __tablename__='ki'
    id=Column(Integer, primary_key=True); pa_id=Column(ForeignKey('pa.id', ondelete='CASCADE'))
class Li(Base):
    __tablename__='li'
    id=Column(Integer, primary_key=True); pa_id=Column(ForeignKey('pa.id'))
class Mi(Base):
    __tablename__='mi'
    id=Column(Integer, primary_key=True); pa_id=Column(ForeignKey('pa.id'))
p=Pa(ks=[Ki(),Ki()], ls=[Li()], ms=[Mi(),Mi()]); session.add(p); session.commit()
session.delete(p); session.commit(); print(session.query(Ki).count(), session.query(Li).count(), session.query(Mi).count())
p=Pa(ks=[Ki(),Ki()], ls=[Li()], ms=[Mi()]); session.add(p); session.commit(); print(len(p.ks), len(p.ls))
session.delete(p); session.commit(); print(session.query(Ki).count(), session.query(Li).count(), session.query(Mi).count())
