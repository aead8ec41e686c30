from sqlalchemy import Column, Integer, String, text

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer)

u = User(name='a', age=1)
session.add(u)
session.commit()
print(u.name)
session.execute(text("UPDATE users SET name = 'b', age = 2"))
print(u.name, u.age)
session.expire(u, ['name'])
print(u.name, u.age)
session.refresh(u)
print(u.age)
u.name = 'unsaved'
session.refresh(u)
print(u.name)
session.rollback()
print(u.name, u.age)
