from sqlalchemy import Column, Integer, String, Text, ForeignKey, select, func
from sqlalchemy.orm import relationship, column_property, deferred, undefer, undefer_group, defer, load_only, query_expression, with_expression

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    blurb = deferred(Column(Text), group='long')
    body = deferred(Column(Text), group='long')
    author_id = Column(Integer, ForeignKey('authors.id'))
    length = query_expression()

class Author(Base):
    __tablename__ = 'authors'
    id = Column(Integer, primary_key=True)
    first = Column(String)
    last = Column(String)
    full = column_property(first + ' ' + last)
    book_count = column_property(select(func.count(Book.id)).where(Book.author_id == id).correlate_except(Book).scalar_subquery())
    books = relationship(Book, backref='author')

a = Author(first='Jane', last='Austen', books=[Book(title='Emma', blurb='b1', body='x' * 10), Book(title='Persuasion', body='yy')])
session.add(a)
session.add(Author(first='No', last='Body'))
session.commit()
print(a.full, a.book_count)
for author in session.query(Author).filter(Author.book_count == 0):
    print(author.full)
print(session.query(Author.full).order_by(Author.full.desc()).all(), session.query(Author).filter_by(full='Jane Austen').count())
session.expunge_all()
b = session.query(Book).first()
print('body' in b.__dict__, b.blurb, 'body' in b.__dict__)
session.expunge_all()
b = session.query(Book).options(undefer(Book.body)).order_by(Book.id).first()
print('body' in b.__dict__, 'blurb' in b.__dict__, len(b.body))
session.expunge_all()
b = session.query(Book).options(undefer_group('long'), defer(Book.title)).order_by(Book.id).first()
print(sorted(k for k in b.__dict__ if k[0] != '_'), b.title)
session.expunge_all()
for b in session.query(Book).options(with_expression(Book.length, func.length(Book.body))).order_by(Book.id):
    print(b.title, b.length)
session.expunge_all()
b = session.query(Book).options(load_only(Book.title, raiseload=True)).first()
print(b.title)
try:
    b.author_id
except Exception as e:
    print(type(e).__name__, e)
a = session.query(Author).first()
a.first = 'J.'
session.flush()
print(a.full)
session.refresh(a)
print(a.full)
a.full = 'x'
session.commit()
