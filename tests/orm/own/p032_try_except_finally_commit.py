from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

class Locker(Base):
    __tablename__ = 'lockers'
    id = Column(Integer, primary_key=True)
    code = Column(String, nullable=False)

def save(obj):
    try:
        session.add(obj)
        session.commit()
    except IntegrityError as e:
        session.rollback()
        print('not saved:', e.orig)
        return False
    else:
        print('saved', obj.id)
        return True
    finally:
        print('done')

print(save(Locker(code='A1')))
print(save(Locker()))
try:
    session.add(Locker())
    session.flush()
except SQLAlchemyError as e:
    print(type(e).__name__, isinstance(e, IntegrityError))
print(session.query(Locker).count())
