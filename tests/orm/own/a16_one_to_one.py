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

class Man(Base):
    __tablename__='men'
    id=Column(Integer, primary_key=True); name=Column(String)
    hat=relationship('Hat', back_populates='man', uselist=False)
class Hat(Base):
    __tablename__='hats'
    id=Column(Integer, primary_key=True); size=Column(Integer); man_id=Column(ForeignKey('men.id'))
    man=relationship('Man', back_populates='hat')
m=Man(name='m', hat=Hat(size=1)); session.add(m); session.commit()
h=m.hat; m.hat=Hat(size=2); print(h.man); session.commit(); print(h.man_id, m.hat.size)
m.hat=None; session.commit(); print(session.query(Hat).filter(Hat.man_id!=None).count())
h.man=m; print(m.hat is h); session.commit(); m2=Man(name='m2'); m2.hat=h; session.add(m2); print(m.hat, h.man is m2); session.commit(); print(m.hat, m2.hat.size)
session.delete(m2); session.commit(); print(h.man_id)
k=Hat(size=9, man=m); session.add(k); session.commit(); k2=Hat(size=10); k2.man=m; session.commit(); print(m.hat.size, session.query(Hat).filter_by(man_id=m.id).count())
