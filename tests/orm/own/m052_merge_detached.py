from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

with Session(engine) as s:
    s.add(User(name='a'))
    s.commit()
u = User(id=1, name='changed')
m = session.merge(u)
print(m is u, u in session, m in session)
session.commit()
print(session.get(User, 1).name)
n = session.merge(User(id=7, name='new'))
session.commit()
print(n.id, session.query(User).count())
session.expunge(m)
m.name = 'not saved'
session.commit()
print(session.query(User.name).order_by(User.id).all())
