from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import relationship, raiseload, joinedload

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship('Book', back_populates='author', lazy='raise')

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    author_id = Column(Integer, ForeignKey('authors.id'))
    author = relationship('Author', back_populates='books')

session.add(Author(name='A', books=[Book(title='x')]))
session.commit()
session.expunge_all()
a = session.query(Author).first()
try:
    a.books
except InvalidRequestError as e:
    print(e)
a = session.query(Author).options(joinedload(Author.books)).populate_existing().first()
print(len(a.books))
session.expunge_all()
b = session.query(Book).options(raiseload(Book.author)).first()
print(b.author.name)
