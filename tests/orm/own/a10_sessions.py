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

S=sessionmaker(bind=engine)
s1=S(); s2=S()
u=User(name='a'); s1.add(u)
err(lambda: s2.add(u))
s1.commit()
err(lambda: s2.add(u))
err(lambda: s2.delete(u))
print(object_session(u) is s1, u in s2)
s1.close(); print(object_session(u)); err(lambda: u.name)
s2.add(u); print(u.name); s2.close()
v=User(name='v')
err(lambda: s2.delete(v)); err(lambda: s2.refresh(v)); err(lambda: s2.expire(v)); err(lambda: s2.add(None)); err(lambda: s2.add('x')); err(lambda: s2.add([v])); err(lambda: s2.delete('x')); err(lambda: s2.add(User)); err(lambda: s2.add_all(v)); err(lambda: s2.get(User)); err(lambda: s2.get(User, (1,2))); err(lambda: s2.get('User', 1)); err(lambda: s2.get(str, 1)); err(lambda: 'x' in s2)
print(s2.get(User, 1), s2.get(User, 99), s2.get(User, {'id': 1})); err(lambda: s2.get(User, {'name': 1})); err(lambda: s2.get_one(User, 99))
with S() as s:
    s.add(User(name='w')); s.commit()
    print(s.query(User).count(), len(s.identity_map), s.identity_map.keys(), s.identity_map.values())
with S.begin() as s:
    s.add(User(name='x'))
print(s2.query(User).count())
s3=Session(engine, expire_on_commit=False); y=User(name='y'); s3.add(y); s3.commit(); s3.close(); print(y.name, y.id)
s4=Session(engine, autoflush=False); s4.add(User(name='zz')); print(s4.query(User).filter_by(name='zz').count()); s4.flush(); print(s4.query(User).filter_by(name='zz').count()); s4.rollback()
ss=scoped_session(S); ss.add(User(name='sc')); ss.commit(); print(ss.query(User).count(), ss() is ss()); ss.remove()
for o in s2: print(o)
print(sorted(o.name for o in s2))
