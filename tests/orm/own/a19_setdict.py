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

from sqlalchemy.orm import attribute_keyed_dict
class Par(Base):
    __tablename__='par'
    id=Column(Integer, primary_key=True)
    notes=relationship('Note', collection_class=attribute_keyed_dict('key'), cascade='all, delete-orphan', back_populates='par')
    items=relationship('It', collection_class=set, back_populates='par')
class Note(Base):
    __tablename__='notes'
    id=Column(Integer, primary_key=True); key=Column(String); text=Column(String); par_id=Column(ForeignKey('par.id'))
    par=relationship('Par', back_populates='notes')
    def __repr__(self): return f'N({self.key})'
class It(Base):
    __tablename__='its'
    id=Column(Integer, primary_key=True); n=Column(Integer); par_id=Column(ForeignKey('par.id'))
    par=relationship('Par', back_populates='items')
    def __repr__(self): return f'I({self.n})'
p=Par(); p.notes['a']=Note(key='a', text='x'); p.notes['b']=Note(key='b'); i1,i2=It(n=1),It(n=2); p.items.add(i1); p.items.add(i1); session.add(p); session.flush(); p.items.add(i2)
print(p.notes, len(p.items), i1.par is p, p.notes['a'].par is p, list(p.notes), p.notes.keys(), p.notes.get('zz'), 'a' in p.notes)
session.add(p); session.commit(); print(p.notes, p.notes['a'].text, len(p.items))
del p.notes['a']; p.items.remove(i1); session.commit(); print(p.notes, p.items, session.query(Note).count(), i1.par_id)
p.notes={'c': Note(key='c')}; p.items={i1}; session.commit(); print(p.notes, p.items)
p.items.discard(i2); p.items |= {i2}; p.items -= {i1}; print(p.items); session.commit()
p.notes.set(Note(key='q')); p.notes.pop('c'); session.commit(); print(p.notes); print({k: v.key for k,v in p.notes.items()}, type(p.items).__name__, type(p.notes).__name__)
x=Note(key='back', par=p); print(p.notes)
err(lambda: setattr(p,'items',[i1])); err(lambda: setattr(p,'notes',[x])); err(lambda: p.items.add('s'))
