from typing import Optional
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    borrower_id: Mapped[Optional[int]] = mapped_column(ForeignKey("borrower.id"))
    borrower: Mapped[Optional["Borrower"]] = relationship(back_populates="books")

class Borrower(Base):
    __tablename__ = "borrower"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[Optional[str]]
    books: Mapped[list["Book"]] = relationship(back_populates="borrower")

b = Book(title="Dune")
print(b.borrower, b.borrower_id)
session.add(b)
session.commit()
print(b.borrower)
kim = Borrower(name="Kim")
b.borrower = kim
session.commit()
print(b.borrower_id, [x.title for x in kim.books])
b.borrower = None
session.commit()
print(b.borrower_id, kim.books)
