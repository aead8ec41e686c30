from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import InvalidRequestError, SAWarning
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Bag(Base):
    __tablename__ = "bag"
    id: Mapped[int] = mapped_column(primary_key=True)
    things: Mapped[list["Thing"]] = relationship(back_populates="bag")
    stickers: Mapped[set["Sticker"]] = relationship()

class Thing(Base):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    bag_id: Mapped[int | None] = mapped_column(ForeignKey("bag.id"))
    bag: Mapped["Bag | None"] = relationship(back_populates="things")

class Sticker(Base):
    __tablename__ = "sticker"
    id: Mapped[int] = mapped_column(primary_key=True)
    bag_id: Mapped[int] = mapped_column(ForeignKey("bag.id"))

def attempt(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, "|", e)

bag = Bag()
attempt("single", lambda: setattr(bag, "things", Thing()))
attempt("none", lambda: setattr(bag, "things", None))
attempt("set for list", lambda: setattr(bag, "things", {Thing()}))
attempt("dict", lambda: setattr(bag, "things", {"a": Thing()}))
attempt("list for set", lambda: setattr(bag, "stickers", [Sticker()]))
attempt("sticker append", lambda: bag.stickers.append(Sticker()))
attempt("string", lambda: bag.things.append("thing"))
attempt("wrong class scalar", lambda: setattr(Thing(), "bag", Thing()))
attempt("keyword", lambda: Bag(thing=[]))
attempt("tuple", lambda: setattr(bag, "things", (Thing(name="t"),)))
attempt("remove absent", lambda: bag.things.remove(Thing()))
attempt("index", lambda: bag.things[5])
session.add(bag)
attempt("commit", lambda: session.commit())
session.rollback()
bag = Bag()
session.add(bag)
session.commit()
attempt("any on scalar", lambda: session.query(Thing).filter(Thing.bag.any()))
attempt("has on list", lambda: session.query(Bag).filter(Bag.things.has()))
attempt("eq on list", lambda: session.query(Bag).filter(Bag.things == [Thing()]))
attempt("contains on scalar", lambda: session.query(Thing).filter(Thing.bag.contains(bag)))
attempt("filter value", lambda: session.query(Thing).filter(Thing.bag == 3))
attempt("in_", lambda: session.query(Thing).filter(Thing.bag.in_([bag])))
attempt("attribute chain", lambda: session.query(Bag).filter(Bag.things.name == "a"))
attempt("truth", lambda: bool(Thing.name == "a"))
attempt("bad join", lambda: session.query(Bag).join("things"))
attempt("bad option", lambda: session.query(Bag).options("things").all())
