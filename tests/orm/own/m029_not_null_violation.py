from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    username = Column(String(64), nullable=False)
    email = Column(String, nullable=False, default='none')

session.add(User(username='ann'))
session.commit()
session.add(User(email='x@example.org'))
try:
    session.commit()
except IntegrityError as e:
    print(e)
    session.rollback()
u = session.query(User).one()
print(u.username, u.email)
u.username = None
session.commit()
