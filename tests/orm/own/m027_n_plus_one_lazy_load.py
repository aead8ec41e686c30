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

for i in range(1, 4):
    session.add(Author(name=f'Author {i}', books=[Book(title=f'Book {i}.{j}') for j in range(2)]))
session.commit()
session.expunge_all()
for author in session.query(Author).order_by(Author.id).all():
    print(author.name, len(author.books))
session.expunge_all()
for book in session.query(Book).order_by(Book.id):
    print(book.title, book.author.name)
