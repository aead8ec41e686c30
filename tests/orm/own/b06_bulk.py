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

session.bulk_save_objects([User(name='a'),User(name='b'),User(name='c',nick='x')]); session.commit()
session.bulk_insert_mappings(User,[{'name':'m1'},{'name':'m2'},{'name':'m3','nick':'q'}]); session.commit()
print([(u.name,u.nick) for u in session.query(User)])
us=session.query(User).all(); us[0].name='z'; us[1].name='y'; session.bulk_save_objects(us); session.commit()
session.bulk_update_mappings(User,[{'id':3,'name':'upd'},{'id':4,'name':'upd2'}]); session.commit(); print([u.name for u in session.query(User)])
