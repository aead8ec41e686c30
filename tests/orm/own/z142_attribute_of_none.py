from sqlalchemy import Column, Integer, String
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
user = session.query(User).filter_by(name='x').first()
print(user.name)
