from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, lazyload, mapped_column, raiseload, relationship, noload

class Base(DeclarativeBase):
    pass

class Ship(Base):
    __tablename__ = "ship"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    crew: Mapped[list["Sailor"]] = relationship(back_populates="ship")
    cargo: Mapped[list["Crate"]] = relationship(lazy="raise_on_sql")

class Sailor(Base):
    __tablename__ = "sailor"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    ship_id: Mapped[int | None] = mapped_column(ForeignKey("ship.id"))
    ship: Mapped["Ship"] = relationship(back_populates="crew", lazy="raise_on_sql")

class Crate(Base):
    __tablename__ = "crate"
    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    ship_id: Mapped[int] = mapped_column(ForeignKey("ship.id"))

session.add(Ship(name="Argo", crew=[Sailor(name="Jason"), Sailor(name="Orpheus")], cargo=[Crate(what="wine")]))
session.commit()
session.close()

def attempt(label, f):
    try:
        print(label, f())
    except InvalidRequestError as e:
        print(label, type(e).__name__, e)

ship = session.scalars(select(Ship).options(raiseload(Ship.crew))).one()
attempt("crew", lambda: [s.name for s in ship.crew])
attempt("cargo", lambda: ship.cargo)
session.close()
ship = session.scalars(select(Ship).options(joinedload(Ship.crew), raiseload("*"))).unique().one()
attempt("joined crew", lambda: [s.name for s in ship.crew])
attempt("wild cargo", lambda: ship.cargo)
sailor = ship.crew[0]
attempt("known ship", lambda: sailor.ship.name)
session.close()
s = session.scalars(select(Sailor).where(Sailor.name == "Jason")).one()
attempt("unknown ship", lambda: s.ship.name)
session.close()
s = session.scalars(select(Sailor).options(lazyload(Sailor.ship)).where(Sailor.name == "Jason")).one()
attempt("lazy again", lambda: s.ship.name)
