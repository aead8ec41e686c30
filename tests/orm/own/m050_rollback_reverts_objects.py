from sqlalchemy import Column, Integer, String

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

u = User(name='a')
session.add(u)
session.commit()
u.name = 'b'
v = User(name='new')
session.add(v)
session.flush()
print(u.name, v.id, session.query(User).count())
session.rollback()
print(u.name, v in session, v.name)
print(session.query(User).count())
session.delete(u)
session.rollback()
print(u in session, u.name)
