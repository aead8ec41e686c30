from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship('Book', back_populates='author')

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    author_id = Column(Integer, ForeignKey('authors.id'))
    author = relationship('Author', back_populates='books')

a = Author(name='Austen')
session.add(a)
session.commit()
b = Book(title='Emma', author=a)
print(b in session, len(a.books))
session.commit()
print(session.query(Book).count())
print(a.books)
session.add(b)
session.commit()
print([x.title for x in a.books])
