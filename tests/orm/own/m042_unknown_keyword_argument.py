from sqlalchemy import Column, Integer, String

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

try:
    u = User('Ann')
except TypeError as e:
    print(e)
u = User(name='Ann', email='ann@example.org')
