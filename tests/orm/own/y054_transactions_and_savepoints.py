from sqlalchemy import Column, Integer, String, CheckConstraint
from sqlalchemy.exc import IntegrityError, SQLAlchemyError, InvalidRequestError
from sqlalchemy.orm import Session

class Account(Base):
    __tablename__ = 'accounts'
    id = Column(Integer, primary_key=True)
    owner = Column(String, unique=True)
    balance = Column(Integer, CheckConstraint('balance >= 0'), nullable=False, default=0)

def transfer(sess, source, target, amount):
    try:
        with sess.begin_nested():
            target.balance += amount
            sess.flush()
            source.balance -= amount
    except IntegrityError as e:
        print('refused:', e.orig)
        return False
    return True

a, b = Account(owner='a', balance=100), Account(owner='b')
session.add_all([a, b])
session.commit()
print(transfer(session, a, b, 60), a.balance, b.balance)
print(transfer(session, a, b, 60), a.balance, b.balance)
session.commit()
session.add(Account(owner='a'))
try:
    session.flush()
except IntegrityError as e:
    print(e.statement, e.params, isinstance(e, SQLAlchemyError))
try:
    session.query(Account).all()
except SQLAlchemyError as e:
    print(type(e).__name__)
session.rollback()
print(session.query(Account).count(), session.in_transaction(), session.is_active)
sp = session.begin_nested()
b.balance = 0
sp.rollback()
print(b.balance, session.in_nested_transaction())
sp = session.begin_nested()
session.add(Account(owner='c'))
sp.commit()
session.rollback()
print(session.query(Account.owner).all())
with Session(engine) as s:
    s.begin()
    try:
        s.begin()
    except InvalidRequestError as e:
        print(e)
    s.get(Account, 1).balance = 1
try:
    with Session.begin(engine):
        pass
except Exception as e:
    print(type(e).__name__)
print(session.get(Account, 1).balance)
with session.begin_nested():
    raise ValueError('out')
