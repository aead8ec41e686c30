from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

author_book = Table(
    'author_book',
    Base.metadata,
    Column('author_id', Integer, ForeignKey('authors.id')),
    Column('book_id', Integer, ForeignKey('books.id'))
)

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship('Book', secondary=author_book, back_populates='authors')

    def __repr__(self):
        return f'Author({self.name})'

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    authors = relationship('Author', secondary=author_book, back_populates='books')

    def __repr__(self):
        return f'Book({self.title})'

omens = Book(title='Good Omens')
terry = Author(name='Terry')
neil = Author(name='Neil')
omens.authors.extend([terry, neil])
terry.books.append(Book(title='Mort'))
session.add(omens)
session.commit()
print(terry.books)
print(sorted(a.name for a in omens.authors))

# Which books did Neil write?
for book in session.query(Book).join(Book.authors).filter(Author.name == 'Neil'):
    print(book)
# Who wrote Mort?
print(session.query(Author).filter(Author.books.any(Book.title == 'Mort')).all())
