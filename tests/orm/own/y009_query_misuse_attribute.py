from sqlalchemy import Column, Integer, String

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)

session.add_all([Book(title='A'), Book(title='B')])
session.commit()
books = session.query(Book).filter(Book.title == 'A')
print(books.first().title)
try:
    print(books.title)
except AttributeError as e:
    print(e)
try:
    session.query(Book).filter_by(titel='A').all()
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(Book).filter(title='A')
except TypeError as e:
    print(e)
try:
    session.query(Book).order_by('titel').all()
except Exception as e:
    print(type(e).__name__, str(e).split('\n')[0])
all_books = session.query(Book).all
for b in all_books:
    print(b.title)
