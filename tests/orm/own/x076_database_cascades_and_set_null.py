from sqlalchemy import Column, ForeignKey, Integer, String, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, relationship

@event.listens_for(engine, 'connect')
def fk_pragma(dbapi_con, con_record):
    dbapi_con.execute('PRAGMA foreign_keys=ON')

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship('Book', back_populates='author', passive_deletes=True)
    letters = relationship('Letter', back_populates='author', cascade='all, delete-orphan', passive_deletes=True)

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    author_id = Column(Integer, ForeignKey('authors.id', ondelete='SET NULL', onupdate='CASCADE'))
    author = relationship('Author', back_populates='books')

class Letter(Base):
    __tablename__ = 'letters'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    author_id = Column(Integer, ForeignKey('authors.id', ondelete='CASCADE'), nullable=False)
    author = relationship('Author', back_populates='letters')

session.add_all([
    Author(name='Kafka', books=[Book(title='Castle'), Book(title='Trial')], letters=[Letter(text='to Felice')]),
    Author(name='Brod', letters=[Letter(text='to Franz')]),
])
session.commit()
session.add(Book(title='Ghost', author_id=77))
try:
    session.commit()
except IntegrityError as e:
    print(e.orig)
    session.rollback()
kafka = session.query(Author).filter_by(name='Kafka').one()
print(kafka.books[0].title)
session.delete(kafka)
session.flush()
print(session.query(Letter.text).all(), session.execute(text('SELECT title, author_id FROM books ORDER BY id')).all())
session.commit()
brod = session.query(Author).one()
brod.letters.pop()
session.commit()
print(session.query(Letter).count())
session.execute(text('DELETE FROM authors'))
session.commit()
print(session.query(Author).count(), [b.author for b in session.query(Book)])
