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

fr=Table('fr', Base.metadata, Column('a', ForeignKey('pp.id'), primary_key=True), Column('b', ForeignKey('pp.id'), primary_key=True))
class Pp(Base):
    __tablename__='pp'
    id=Column(Integer, primary_key=True); name=Column(String)
    friends=relationship('Pp', secondary=fr, primaryjoin=id==fr.c.a, secondaryjoin=id==fr.c.b, backref='of')
    def __repr__(self): return self.name
a,b,c=[Pp(name=x) for x in 'abc']; a.friends=[b,c]; b.friends.append(a); session.add(a); session.commit(); print(a.friends,a.of,b.of,c.of)
a.friends.remove(b); c.of.append(b); session.commit(); print(b.of, b.friends); session.delete(a); session.commit(); print(b.friends, c.of)
