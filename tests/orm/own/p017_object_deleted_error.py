from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    body = Column(String)

note = Note(body='buy milk')
session.add(note)
session.commit()
other = Session(engine)
other.delete(other.get(Note, 1))
other.commit()
other.close()
print(session.query(Note).count())
print(note.body)
