from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import IntegrityError

class Entry(Base):
    __tablename__ = 'entries'
    id = Column(Integer, primary_key=True)
    word = Column(String, unique=True)

session.add(Entry(word='alpha'))
for word in ['beta', 'alpha', 'gamma', 'beta']:
    try:
        with session.begin_nested():
            session.add(Entry(word=word))
    except IntegrityError:
        print('skipped', word)
session.commit()
print([e.word for e in session.query(Entry).order_by(Entry.id)])

sp = session.begin_nested()
session.add(Entry(word='delta'))
session.flush()
print(session.query(Entry).count())
sp.rollback()
print(session.query(Entry).count())
session.commit()
