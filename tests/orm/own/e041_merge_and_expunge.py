from sqlalchemy import Column, Integer, String, inspect

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    text = Column(String)

n = Note(text='draft')
session.add(n)
session.commit()
print(n.text)
session.expunge(n)
print(n in session, inspect(n).detached, n.text)
n.text = 'changed while away'
session.commit()
print(session.get(Note, 1).text)
m = session.merge(n)
print(m is n, m in session, m.text)
session.commit()
print(session.query(Note).one().text)

copy = session.merge(Note(id=1, text='third'))
print(copy is m)
fresh = session.merge(Note(id=8, text='new one'))
session.commit()
print([(x.id, x.text) for x in session.query(Note).order_by(Note.id)])
