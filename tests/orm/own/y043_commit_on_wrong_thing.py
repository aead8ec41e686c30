from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import sessionmaker

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    body = Column(String)

Session = sessionmaker(bind=engine)
try:
    Session.add(Note(body='x'))
except Exception as e:
    print(type(e).__name__, e)
try:
    Session.commit()
except Exception as e:
    print(type(e).__name__, e)
s = Session()
n = Note(body='hello')
s.add(n)
s.commit
print(n.id)
s.commit()
print(n.id)
try:
    n.save()
except AttributeError as e:
    print(e)
try:
    Note.query.all()
except AttributeError as e:
    print(e)
try:
    s.query(Note).get()
except TypeError as e:
    print(e)
try:
    s.query('Note').all()
except Exception as e:
    print(type(e).__name__, str(e)[:80])
try:
    s.query(Note.bdy)
except AttributeError as e:
    print(e)
try:
    s.delete(s.query(Note))
except Exception as e:
    print(type(e).__name__, e)
try:
    s.delete(None)
except Exception as e:
    print(type(e).__name__, e)
s.query(Note).filter(Note.body == 'hello').one().delete()
