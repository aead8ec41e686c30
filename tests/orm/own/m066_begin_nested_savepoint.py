from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)

for name in ['ann', 'bob', 'ann', 'cid']:
    try:
        with session.begin_nested():
            session.add(User(name=name))
    except IntegrityError:
        print('skipped', name)
session.commit()
print([u.name for u in session.query(User).order_by(User.id)])
sp = session.begin_nested()
session.add(User(name='dan'))
session.flush()
sp.rollback()
session.commit()
print(session.query(User).count())
