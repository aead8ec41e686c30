from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add(User(name='a'))
print(session.query(User).count())
with session.no_autoflush:
    session.add(User(name='b'))
    print(session.query(User).count())
print(session.query(User).count())
session.commit()
s = Session(engine, autoflush=False)
s.add(User(name='c'))
print(s.query(User).count())
s.flush()
print(s.query(User).count())
s.close()
