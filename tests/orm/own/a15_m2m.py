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

tags=Table('tags', Base.metadata, Column('a_id', ForeignKey('arts.id'), primary_key=True), Column('t_id', ForeignKey('tgs.id'), primary_key=True))
class Art(Base):
    __tablename__='arts'
    id=Column(Integer, primary_key=True); name=Column(String)
    tgs=relationship('Tg', secondary=tags, back_populates='arts')
    def __repr__(self): return self.name
class Tg(Base):
    __tablename__='tgs'
    id=Column(Integer, primary_key=True); name=Column(String)
    arts=relationship('Art', secondary=tags, back_populates='tgs')
    def __repr__(self): return self.name
t1,t2,t3=[Tg(name='t%d'%i) for i in range(3)]
a=Art(name='a', tgs=[t1,t2]); b=Art(name='b'); t1.arts.append(b); session.add_all([a,b]); session.commit()
print(t1.arts, b.tgs); a.tgs.remove(t1); a.tgs.append(t3); session.commit(); print(t1.arts, t3.arts)
session.delete(t2); session.commit(); print(a.tgs)
session.delete(a); session.commit(); print(t3.arts, session.execute(select(tags)).all())
b.tgs=[t3]; session.commit(); print(b.tgs, t1.arts)
b.tgs.append(t3); 
err(lambda: session.commit()); session.rollback(); print(b.tgs)
t3.arts.clear(); session.commit(); print(b.tgs)
n=Tg(name='n'); err(lambda: b.tgs.append('zz')); n.arts.append(b); print(n in session); session.commit(); print(b.tgs)
session.add(Art(name='c', tgs=[Tg(name='x'), Tg(name='y')])); session.commit()
