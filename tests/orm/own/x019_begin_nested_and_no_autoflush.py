from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class Tag(Base):
    __tablename__ = 'tags'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True, nullable=False)

session.add(Tag(name='red'))
session.commit()

for name in ['blue', 'red', 'green']:
    try:
        with session.begin_nested():
            session.add(Tag(name=name))
    except IntegrityError as e:
        print('skip', name, e.orig)
session.commit()
print([t.name for t in session.query(Tag).order_by(Tag.id)])

with session.no_autoflush:
    session.add(Tag(name='pink'))
    print(session.query(Tag).count(), len(session.new))
print(session.query(Tag).count(), len(session.new))

savepoint = session.begin_nested()
session.add(Tag(name='grey'))
session.flush()
print(session.in_nested_transaction())
savepoint.rollback()
print(session.in_nested_transaction(), session.query(Tag).filter_by(name='grey').first())
session.commit()
session.add(Tag())
try:
    session.commit()
except IntegrityError as e:
    print(e)
try:
    session.query(Tag).all()
except Exception as e:
    print(type(e).__name__)
session.rollback()
print(session.query(Tag.name).order_by(Tag.name).all())
