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

class G(Base):
    __tablename__='g'
    id=Column(Integer, primary_key=True)
    ms=relationship('M', lazy='dynamic', back_populates='g', cascade='all, delete-orphan')
    ws=relationship('Wo', lazy='write_only', back_populates='g')
class M(Base):
    __tablename__='m'
    id=Column(Integer, primary_key=True); n=Column(Integer); g_id=Column(ForeignKey('g.id')); g=relationship('G', back_populates='ms')
    def __repr__(self): return f'M{self.n}'
class Wo(Base):
    __tablename__='wo'
    id=Column(Integer, primary_key=True); n=Column(Integer); g_id=Column(ForeignKey('g.id')); g=relationship('G', back_populates='ws')
    def __repr__(self): return f'W{self.n}'
g=G(); m1=M(n=1); g.ms.append(m1); print(m1.g is g, list(g.ms), g.ms.count()); w1=Wo(n=1); g.ws.add(w1); print(w1.g is g)
session.add(g); session.commit(); m2=M(n=2, g=g); session.add(m2); print(g.ms.all(), g.ms.count(), g.ms.first(), g.ms.filter_by(n=2).all())
g.ms.remove(m1); session.commit(); print(g.ms.all(), session.query(M).count())
g.ms=[M(n=5), m2]; session.commit(); print(g.ms.order_by(M.n).all()); g.ws.add_all([Wo(n=2),Wo(n=3)]); g.ws.remove(w1); session.commit(); print(session.scalars(g.ws.select()).all(), w1.g)
err(lambda: list(g.ws)); err(lambda: setattr(g,'ws',[])); err(lambda: [x for x in g.ms.extend([M(n=7)]) or []]); session.commit(); print([x.n for x in g.ms], g.ms[0])
session.delete(g); err(lambda: session.commit()); session.rollback(); print(session.query(M).count())
