from sqlalchemy import Column, Integer, String
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
session.add(User(name='a'))
session.commit()
users = session.query(User).all()
print(users.name)
