from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import joinedload, relationship, selectinload, subqueryload

class Publisher(Base):
    __tablename__ = 'publishers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    authors = relationship('Author', back_populates='publisher')

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    publisher_id = Column(Integer, ForeignKey('publishers.id'))
    publisher = relationship('Publisher', back_populates='authors')
    books = relationship('Book', back_populates='author', order_by='Book.year')

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    author_id = Column(Integer, ForeignKey('authors.id'))
    author = relationship('Author', back_populates='books')

session.add_all([
    Publisher(name='North', authors=[Author(name='Ann', books=[Book(title='Ice', year=2001), Book(title='Fog', year=1999)])]),
    Publisher(name='South', authors=[Author(name='Bea', books=[Book(title='Sun', year=2010)]), Author(name='Cid')]),
])
session.commit()

def show(query):
    session.expunge_all()
    for p in query:
        print(p.name, {a.name: [b.title for b in a.books] for a in p.authors})

base = session.query(Publisher).order_by(Publisher.id)
show(base)
show(base.options(joinedload(Publisher.authors).joinedload(Author.books)))
show(base.options(selectinload(Publisher.authors).selectinload(Author.books)))
show(base.options(subqueryload(Publisher.authors).subqueryload(Author.books)))
show(base.options(joinedload(Publisher.authors).selectinload(Author.books)).limit(1))
session.expunge_all()
for b in session.query(Book).options(joinedload(Book.author).joinedload(Author.publisher)).filter(Book.year > 2000).order_by(Book.id):
    print(b.title, b.author.publisher.name)
