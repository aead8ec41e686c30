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

u=User(name='a', posts=[None])
session.add(u); err(lambda: session.commit()); session.rollback()
p=Post(title='x'); p.user='str' if False else None
class Tag(Base):
    __tablename__='tagz'
    id=Column(Integer, primary_key=True); name=Column(String)
    user_id=Column(ForeignKey('users.id')); owner=relationship('User')
    hosts=relationship('Host')
class Host(Base):
    __tablename__='hostz'
    id=Column(Integer, primary_key=True); name=Column(String); tag_id=Column(ForeignKey('tagz.id'))
t=Tag(name='t', owner=Post(title='wrong')); err(lambda: session.add(t)); err(lambda: session.commit()); session.rollback(); session.expunge_all()
t=Tag(name='t', owner='str'); err(lambda: session.add(t)); session.rollback(); session.expunge_all()
t=Tag(name='t'); session.add(t); err(lambda: setattr(t,'owner','str')); err(lambda: t.hosts.append('q')); err(lambda: t.hosts.append(Post(title='w'))); err(lambda: session.commit()); session.rollback(); session.expunge_all()
t=Tag(name='t'); err(lambda: t.hosts.append('q')); err(lambda: t.hosts.append(Post(title='w'))); print(len(t.hosts)); err(lambda: session.add(t)); err(lambda: session.commit()); session.rollback()
class K(Base):
    __tablename__='k'
    a=Column(String, primary_key=True); b=Column(String)
session.add(K(b='x')); err(lambda: session.commit()); session.rollback()
class Assoc(Base):
    __tablename__='assoc'
    user_id=Column(ForeignKey('users.id'), primary_key=True); tag_id=Column(ForeignKey('tagz.id'), primary_key=True)
    user=relationship(User, backref='assocs')
u=User(name='u'); t=Tag(name='t'); session.add_all([u,t]); session.commit()
a=Assoc(tag_id=t.id); u.assocs.append(a); session.commit(); u.assocs.remove(a); err(lambda: session.commit()); session.rollback(); print(u.assocs)
session.delete(u); err(lambda: session.commit()); session.rollback()
