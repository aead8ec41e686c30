from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class Account(Base):
    __tablename__ = 'accounts'
    id = Column(Integer, primary_key=True)
    email = Column(String(50), nullable=False)
    nick = Column(String(20))

session.add(Account(email='a@x.org'))
session.commit()
session.add(Account(nick='nobody'))
try:
    session.commit()
except IntegrityError as err:
    print(err.orig)
    print(err.statement)
    print(err.params)
    session.rollback()
print(session.query(Account).count())
