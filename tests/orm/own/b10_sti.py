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

class An(Base):
    __tablename__='an'
    id=Column(Integer, primary_key=True); kind=Column(String); name=Column(String); owner_id=Column(ForeignKey('users.id')); owner=relationship('User', backref='ans')
    __mapper_args__={'polymorphic_on': kind, 'polymorphic_identity': 'an'}
class Dog(An):
    bark=Column(Integer)
    __mapper_args__={'polymorphic_identity': 'dog'}
class Cat(An):
    __mapper_args__={'polymorphic_identity': 'cat'}
d=Dog(name='d', bark=3); print(d.kind, inspect(d).attrs.kind.history); u=User(name='u', ans=[d, Cat(name='c'), An(name='x')]); session.add(u); session.commit()
print([type(a).__name__ for a in u.ans], session.query(Dog).all()[0].bark, session.get(An,1) is d, session.get(Cat,1), session.get(Dog,2))
d.bark=4; session.commit(); session.delete(d); session.commit(); print(session.query(An).count())
