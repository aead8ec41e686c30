from typing import List
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Shelf(Base):
    __tablename__ = "shelf"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(20))
    jars: Mapped[List["Jar"]] = relationship(back_populates="shelf")

class Jar(Base):
    __tablename__ = "jar"

    id: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str]
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelf.id"))
    shelf: Mapped["Shelf"] = relationship(back_populates="jars")

top = Shelf(label="top")
top.jars.append(Jar(content="plums"))
pickles = Jar(content="pickles", shelf=top)
print([j.content for j in top.jars])
print(pickles.shelf_id)
session.add(top)
session.flush()
print(pickles.shelf_id, pickles.id)
session.commit()
print(top.jars[0].shelf is top)
