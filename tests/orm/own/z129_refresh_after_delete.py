from sqlalchemy import Column, Integer, String
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
u = User(name='a')
session.add(u)
session.commit()
session.rollback()
print(u.name)
session.delete(u)
session.commit()
print(u.name)
session.refresh(u)
