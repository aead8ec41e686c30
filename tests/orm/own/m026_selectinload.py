from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, selectinload

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
    session.add(Author(name=f'Author {i}', books=[Book(title=f'Book {i}.{j}') for j in range(i)]))
session.commit()
session.expunge_all()
for author in session.query(Author).options(selectinload(Author.books)).order_by(Author.id):
    print(author.name, [b.title for b in author.books])
session.expunge_all()
for book in session.scalars(select(Book).options(selectinload(Book.author)).order_by(Book.title)):
    print(book.title, book.author.name)
session.expunge_all()
print(session.query(Author).options(selectinload(Author.books)).filter_by(name='none').all())
