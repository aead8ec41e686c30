from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    username = Column(String, unique=True)

session.add(User(username='sam'))
session.commit()
session.add(User(username='sam'))
try:
    session.flush()
except IntegrityError:
    print('taken')
# forgot session.rollback()
print(session.query(User).count())
