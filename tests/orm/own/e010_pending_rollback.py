from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError, PendingRollbackError

class Badge(Base):
    __tablename__ = 'badges'
    id = Column(Integer, primary_key=True)
    code = Column(String(5), unique=True)

session.add(Badge(code='AA'))
session.commit()
session.add(Badge(code='AA'))
try:
    session.flush()
except IntegrityError:
    print('duplicate!')
try:
    session.query(Badge).all()
except PendingRollbackError as e:
    print(type(e).__name__)
    print(str(e).split('\n')[0])
session.rollback()
print(session.query(Badge).count())
