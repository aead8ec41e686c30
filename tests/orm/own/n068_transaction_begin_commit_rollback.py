from sqlalchemy import Column, Integer, String, text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

class Account(Base):
    __tablename__ = 'accounts'
    id = Column(Integer, primary_key=True)
    owner = Column(String)
    cents = Column(Integer)

    def __repr__(self):
        return f'<{self.owner} {self.cents}>'

print(session.in_transaction())
session.add(Account(owner='ann', cents=500))
print(session.in_transaction())
session.commit()
print(session.in_transaction(), session.get_transaction())

ann = session.query(Account).one()
print(session.in_transaction())
bob = Account(owner='bob', cents=10)
session.add(bob)
ann.cents -= 100
session.flush()
print(bob.id, ann)
session.rollback()
print(ann, bob in session, bob.id)

session.commit()
try:
    with session.begin():
        ann.cents = 0
        raise ValueError('card declined')
except ValueError as e:
    print(e)
print(ann)
try:
    session.begin()
except InvalidRequestError as e:
    print(e)
session.commit()

with Session(engine) as s:
    s.begin()
    try:
        s.add(Account(owner='cid', cents=7))
    except Exception:
        s.rollback()
        raise
    else:
        s.commit()
    with s.begin():
        s.add(Account(owner='dee', cents=8))
    print(s.query(Account).order_by(Account.owner).all())
    s.close()
    print(s.in_transaction())

with session.begin():
    session.execute(text('DELETE FROM accounts WHERE owner = :o'), {'o': 'cid'})
    session.commit()
    session.query(Account).count()
