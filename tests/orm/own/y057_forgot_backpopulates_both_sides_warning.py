from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    books = relationship('Book')

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    author_id = Column(Integer, ForeignKey('authors.id'))
    author = relationship('Author')

a = Author(name='Kafka')
b = Book(title='Amerika', author=a)
print(a.books)
session.add(b)
session.commit()
print([x.title for x in a.books])
c = Book(title='Castle')
a.books.append(c)
print(c.author)
session.commit()
print(c.author.name)
c.author = None
session.commit()
print(c.author_id, len(a.books))
