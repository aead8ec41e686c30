from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, synonym

class Book(Base):
    __tablename__ = 'books'
    id = Column('book_id', Integer, primary_key=True)
    title = Column('book_title', String(100))
    name = synonym('title')
    author_id = Column(Integer, ForeignKey('authors.id'))

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship(Book, backref='writer')

a = Author(name='Le Guin', books=[Book(title='Lathe'), Book(name='Rocannon')])
session.add(a)
session.commit()
print([b.name for b in a.books], session.query(Book).filter_by(name='Lathe').one().title, Book.name.key if hasattr(Book.name, 'key') else '-')
print(session.query(Book.title).filter(Book.name.like('R%')).scalar(), Book.__table__.c.keys(), Book.__mapper__.attrs.keys())
for bad in (lambda: Book(book_title='x'), lambda: Book(tittle='x'), lambda: a.book, lambda: a.books.title, lambda: a.books[5], lambda: Author.books.titel, lambda: session.query(Book).filter_by(book_title='x').all(), lambda: session.query(Author).filter(Author.books.name == 'x').all(), lambda: Book.query, lambda: a.books[0].author, lambda: Author.name.foo(), lambda: session.query(Author).jion(Book), lambda: Base.metadata.create_al(engine), lambda: engine.execute('x'), lambda: session.exec('x')):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, '|', e)
