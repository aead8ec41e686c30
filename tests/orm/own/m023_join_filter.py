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

session.add(Author(name='Austen', books=[Book(title='Emma'), Book(title='Persuasion')]))
session.add(Author(name='Orwell', books=[Book(title='1984')]))
session.add(Author(name='Silent'))
session.commit()
print([b.title for b in session.query(Book).join(Author).filter(Author.name == 'Austen').order_by(Book.title)])
print([a.name for a in session.query(Author).join(Author.books).filter(Book.title.like('1%'))])
print([a.name for a in session.query(Author).join(Author.books).order_by(Author.name)])
for author, book in session.query(Author, Book).join(Book, Author.id == Book.author_id).order_by(Book.id):
    print(author.name, book.title)
print(session.query(Author.name, Book.title).outerjoin(Author.books).order_by(Author.id, Book.id).all())
print([a.name for a in session.query(Author).outerjoin(Book).filter(Book.id == None)])
