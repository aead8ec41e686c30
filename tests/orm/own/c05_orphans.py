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

class Box(Base):
    __tablename__='box'
    id=Column(Integer, primary_key=True); lid=relationship('Lid', uselist=False, back_populates='box', cascade='all, delete-orphan')
class Lid(Base):
    __tablename__='lid'
    id=Column(Integer, primary_key=True); c=Column(String); box_id=Column(ForeignKey('box.id')); box=relationship('Box', back_populates='lid')
b=Box(lid=Lid(c='r')); session.add(b); session.commit(); b.lid=Lid(c='g'); session.commit(); print(session.query(Lid).count(), b.lid.c)
b.lid=None; session.commit(); print(session.query(Lid).count())
b2=Box(lid=Lid(c='x')); session.add(b2); session.commit(); l=b2.lid; b.lid=l; session.commit(); print(b2.lid, b.lid.c, session.query(Lid).count())
b.lid.box=b2; session.commit(); print(b.lid, b2.lid.c); session.delete(b2); session.commit(); print(session.query(Lid).count())
class Own(Base):
    __tablename__='own'
    id=Column(Integer, primary_key=True); pet_id=Column(ForeignKey('pet.id')); pet=relationship('Pet', cascade='all, delete-orphan', single_parent=True)
class Pet(Base):
    __tablename__='pet'
    id=Column(Integer, primary_key=True)
p=Pet(); o=Own(pet=p); err(lambda: Own(pet=p)); session.add(o); session.commit(); o.pet=Pet(); session.commit(); print(session.query(Pet).count()); o.pet=None; session.commit(); print(session.query(Pet).count())
o.pet=Pet(); session.commit(); session.delete(o); session.commit(); print(session.query(Pet).count())
session.add(Lid(c='alone')); session.commit() if False else err(lambda: session.commit())
