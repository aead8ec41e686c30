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

class Node(Base):
    __tablename__='nodes'
    id=Column(Integer, primary_key=True); name=Column(String); parent_id=Column(ForeignKey('nodes.id'))
    children=relationship('Node', backref=backref('parent', remote_side=[id]))
    def __repr__(self): return self.name
r=Node(name='r', children=[Node(name='a', children=[Node(name='a1'),Node(name='a2')]), Node(name='b', children=[Node(name='b1')])])
session.add(r); session.add(Node(name='other')); session.commit()
print(r.children, r.children[0].children, r.children[0].parent)
a=r.children[0]; a.parent=None; session.commit(); print(a.parent_id, r.children)
session.delete(r); session.commit(); print([(n.name,n.parent_id) for n in session.query(Node)])
x=Node(name='x'); y=Node(name='y', parent=x); z=Node(name='z', parent=y); session.add(z); session.commit(); print(x.id,y.id,z.id)
session.delete(x); session.delete(y); session.delete(z); session.commit()
print(session.query(Node).count())
