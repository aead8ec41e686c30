from sqlalchemy import Column, Integer, String

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add(User(name='Ann'))
session.commit()
print(session.query(User).filter(User.name == 'Ann').count())
try:
    session.query(User).filter_by(email='x').all()
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(User).filter(name='Ann')
except TypeError as e:
    print(e)
session.query(User).filter(User.email == 'x').all()
