from typing import List, Optional
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = 'authors'

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    born: Mapped[Optional[int]]

    books: Mapped[List['Book']] = relationship(back_populates='author', cascade='all, delete-orphan')

class Book(Base):
    __tablename__ = 'books'

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey('authors.id'))

    author: Mapped['Author'] = relationship(back_populates='books')

le_guin = Author(name='Le Guin', books=[Book(title='Lavinia'), Book(title='Gifts')])
session.add(le_guin)
session.commit()
stmt = select(Book).join(Book.author).where(Author.name == 'Le Guin').order_by(Book.title)
for book in session.scalars(stmt):
    print(book.title, book.author.born)
session.add(Book(title='Nobody wrote this'))
session.commit()
