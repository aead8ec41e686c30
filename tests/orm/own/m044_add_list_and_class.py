from sqlalchemy import Column, Integer, String

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

try:
    session.add([User(name='a'), User(name='b')])
except Exception as e:
    print(type(e).__name__, e)
try:
    session.add(None)
except Exception as e:
    print(type(e).__name__, e)
session.add(User)
