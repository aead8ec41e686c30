from sqlalchemy import Column, Integer, String, ForeignKey, event
from sqlalchemy.orm import relationship

@event.listens_for(engine, 'connect')
def turn_on_foreign_keys(connection, record):
    connection.execute('PRAGMA foreign_keys=ON')

class Shelf(Base):
    __tablename__ = 'shelves'
    id = Column(Integer, primary_key=True)
    books = relationship('Book', back_populates='shelf', passive_deletes=True)

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    shelf_id = Column(Integer, ForeignKey('shelves.id', ondelete='SET NULL'))
    shelf = relationship('Shelf', back_populates='books')

session.add(Shelf(books=[Book(title='Momo'), Book(title='Emil')]))
session.commit()
shelf = session.query(Shelf).one()
session.delete(shelf)
session.commit()
for book in session.query(Book).order_by(Book.id):
    print(book.title, book.shelf_id, book.shelf)
