from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session, sessionmaker

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

Session1 = sessionmaker(bind=engine, expire_on_commit=False)
s = Session1()
u = User(name='kept')
s.add(u)
s.commit()
s.close()
print(u.id, u.name)
with Session(engine) as s:
    v = User(name='expired')
    s.add(v)
    s.commit()
print(v.name)
