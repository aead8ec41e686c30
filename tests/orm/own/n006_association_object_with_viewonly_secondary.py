from typing import List, Optional
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Loan(Base):
    __tablename__ = "loan"

    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("book.id"), primary_key=True)
    note: Mapped[Optional[str]]
    book: Mapped["Book"] = relationship(back_populates="reader_loans")
    reader: Mapped["Reader"] = relationship(back_populates="book_loans")

class Reader(Base):
    __tablename__ = "reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[List["Book"]] = relationship(
        secondary="loan", back_populates="readers", viewonly=True
    )
    book_loans: Mapped[List["Loan"]] = relationship(back_populates="reader")

class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    readers: Mapped[List["Reader"]] = relationship(
        secondary="loan", back_populates="books", viewonly=True
    )
    reader_loans: Mapped[List["Loan"]] = relationship(back_populates="book")

ana = Reader(name="Ana")
emma = Book(title="Emma")
dune = Book(title="Dune")
ana.book_loans = [Loan(book=emma, note="return by May"), Loan(book=dune)]
session.add(ana)
print([b.title for b in ana.books])
session.commit()
print([b.title for b in ana.books])
print([r.name for r in dune.readers])

# a view-only list does not save what is put in it
extra = Book(title="Ulysses")
ana.books.append(extra)
session.commit()
print([b.title for b in ana.books], extra in session)
print(session.query(Loan).count(), session.query(Book).count())
