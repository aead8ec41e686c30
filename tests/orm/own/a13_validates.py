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

class Item(Base):
    __tablename__='items'
    id=Column(Integer, primary_key=True); price=Column(Integer); tag=Column(String)
    parent_id=Column(ForeignKey('items.id'))
    kids=relationship('Item', backref=backref('parent', remote_side=[id]))
    @validates('price','tag')
    def v(self,key,value):
        print('v',key,value)
        if key=='price' and value<0: raise ValueError('neg')
        return value
    @validates('kids')
    def k(self,key,kid):
        print('kid',kid.tag); return kid
i=Item(price=1, tag='x'); err(lambda: Item(price=-1)); err(lambda: setattr(i,'price',-5)); print(i.price)
i.kids=[Item(tag='k1'),Item(tag='k2')]; i.kids.append(Item(tag='k3')); Item(tag='k4').parent=i
session.add(i); session.commit(); print([k.tag for k in i.kids])
