# models.py

class Author(Base):
    # ...
    books = relationship('Book', back_populates='author')

class Book(Base):
    # ...
    author_id = Column(Integer, ForeignKey('authors.id'))
    author = relationship('Author', back_populates='books')
