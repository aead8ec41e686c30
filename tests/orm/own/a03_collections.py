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

u=User(name='a')
ps=[Post(title=str(n)) for n in range(6)]
u.posts=ps[:3]
print(u.posts, [p.user for p in ps])
u.posts += [ps[3]]
print(u.posts, ps[3].user)
u.posts[0]=ps[4]
print(u.posts, ps[0].user, ps[4].user)
u.posts[1:3]=[ps[5], ps[0]]
print(u.posts, [p.user for p in ps])
del u.posts[0]
print(u.posts, [p.user for p in ps])
del u.posts[0:1]
print(u.posts)
print(u.posts.pop(), u.posts)
u.posts.insert(0, ps[1]); u.posts.extend([ps[2], ps[3]])
print(u.posts, len(u.posts), ps[1] in u.posts, u.posts.index(ps[2]), u.posts.count(ps[2]))
u.posts.sort(key=lambda p: p.title, reverse=True); print(u.posts)
u.posts.reverse(); print(u.posts)
u.posts.clear(); print(u.posts, [p.user for p in ps])
print(u.posts == [], u.posts + [1], [1] + u.posts, type(u.posts).__name__, isinstance(u.posts, list))
err(lambda: u.posts.remove(ps[0]))
err(lambda: u.posts.append('x'))
err(lambda: u.posts.append(None))
print(u.posts)
err(lambda: setattr(u,'posts',None))
err(lambda: setattr(u,'posts',ps[0]))
err(lambda: setattr(u,'posts',(ps[0],)))
err(lambda: setattr(u,'posts',{ps[0]}))
err(lambda: setattr(u,'posts','abc'))
err(lambda: u.posts.append(User(name='z')))
err(lambda: setattr(ps[0],'user',Post(title='zz')))
err(lambda: setattr(ps[0],'user','zz'))
x=u.posts
u.posts=[ps[0]]
x.append(ps[1])
print(u.posts, x, ps[1].user)
for p in u.posts: print(p)
a,*b = ps; print(a,b)
u.posts[-1]=ps[2]; print(u.posts, u.posts[0], u.posts[-1], u.posts[:1], u.posts[::-1])
print(sorted(u.posts, key=lambda p:p.title), list(reversed(u.posts)), bool(u.posts), u.posts.copy())
