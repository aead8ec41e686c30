from sqlalchemy import ForeignKey, Text, inspect, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import (Mapped, mapped_column, relationship, defer, undefer,
    undefer_group, load_only, selectinload)

class Writer(Base):
    __tablename__ = "writer"
    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str]
    last: Mapped[str]
    books: Mapped[list["Book"]] = relationship(order_by="Book.id")

class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    writer_id: Mapped[int] = mapped_column(ForeignKey("writer.id"))
    summary: Mapped[str] = mapped_column(Text, deferred=True)
    cover: Mapped[str] = mapped_column(Text, deferred=True, deferred_group="big")
    scan: Mapped[str] = mapped_column(Text, deferred=True, deferred_group="big")

session.add(Writer(first="Mary", last="Frost", books=[
    Book(title="Ice", summary="cold", cover="c1", scan="s1"),
    Book(title="Snow", summary="white", cover="c2", scan="s2")]))
session.commit()

def show(stmt):
    session.expunge_all()
    obj = session.scalars(stmt).first()
    print(sorted(inspect(obj).unloaded))
    return obj

book = show(select(Book).order_by(Book.id))
print(book.summary, sorted(inspect(book).unloaded))
print(book.cover, sorted(inspect(book).unloaded))
show(select(Book).options(undefer(Book.summary), defer(Book.title)))
show(select(Book).options(undefer_group("big")))
show(select(Book).options(undefer("*")))
print(select(Book).options(load_only(Book.title)))

w = show(select(Writer).options(
    load_only(Writer.first, raiseload=True), selectinload(Writer.books).load_only(Book.title)))
print(w.first, [(b.title, "cover" in b.__dict__, "writer_id" in b.__dict__) for b in w.books])
try:
    print(w.last)
except InvalidRequestError as e:
    print(e)
w.last = "Winter"
session.commit()
print(w.last)
