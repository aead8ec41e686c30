from sqlalchemy import Column, Integer, String, ForeignKey, text
from sqlalchemy.orm import relationship
from sqlalchemy.orm.exc import StaleDataError

class Page(Base):
    __tablename__ = 'pages'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    version_id = Column(Integer, nullable=False)
    notes = relationship('Note', back_populates='page')
    __mapper_args__ = {'version_id_col': version_id}

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    body = Column(String)
    page_id = Column(Integer, ForeignKey('pages.id'))
    page = relationship('Page', back_populates='notes')

a, b = Page(title='a'), Page(title='b', version_id=9)
session.add_all([a, b])
session.flush()
print(a.version_id, b.version_id)
session.commit()
a.title = 'A'
b.title = 'B'
session.commit()
print(a.version_id, b.version_id)
a.notes.append(Note(body='n'))
session.commit()
print(a.version_id)
a.title = 'A'
session.commit()
print(a.version_id)
a.title = 'AA'
session.flush()
print(a.version_id)
session.rollback()
print(a.title, a.version_id)
session.execute(text('UPDATE pages SET version_id = 7 WHERE id = 1'))
a.title = 'late'
try:
    session.commit()
except StaleDataError as error:
    print(error)
    session.rollback()
print(a.title, a.version_id)
b.title
session.execute(text('UPDATE pages SET version_id = 7 WHERE id = 2'))
session.delete(b)
try:
    session.flush()
except StaleDataError as error:
    print(type(error).__name__, error)
    session.rollback()
session.delete(b)
session.commit()
print(session.query(Page.id, Page.version_id).all())
session.add_all([Page(title=t) for t in 'xyz'])
session.commit()
for page in session.query(Page):
    session.delete(page)
session.commit()
