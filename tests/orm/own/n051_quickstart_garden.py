from typing import List, Optional
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Gardener(Base):
    __tablename__ = "gardener"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    nickname: Mapped[Optional[str]]
    plants: Mapped[List["Plant"]] = relationship(back_populates="gardener", cascade="all, delete-orphan")

    def __repr__(self) -> str:
        return f"Gardener(id={self.id!r}, name={self.name!r}, nickname={self.nickname!r})"

class Plant(Base):
    __tablename__ = "plant"
    id: Mapped[int] = mapped_column(primary_key=True)
    species: Mapped[str]
    gardener_id: Mapped[int] = mapped_column(ForeignKey("gardener.id"))
    gardener: Mapped["Gardener"] = relationship(back_populates="plants")

    def __repr__(self) -> str:
        return f"Plant(id={self.id!r}, species={self.species!r})"

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    rosa = Gardener(name="Rosa", nickname="Green Thumb", plants=[Plant(species="fern")])
    milo = Gardener(name="Milo", plants=[Plant(species="mint"), Plant(species="basil")])
    ines = Gardener(name="Ines")
    session.add_all([rosa, milo, ines])
    session.commit()

session = Session(engine)
for g in session.scalars(select(Gardener).where(Gardener.name.in_(["Rosa", "Milo"]))):
    print(g)

stmt = select(Plant).join(Plant.gardener).where(Gardener.name == "Milo").where(Plant.species == "basil")
basil = session.scalars(stmt).one()
print(basil, basil.gardener)

ines = session.scalars(select(Gardener).where(Gardener.name == "Ines")).one()
ines.plants.append(Plant(species="cactus"))
basil.species = "thai basil"
session.commit()

milo = session.get(Gardener, 2)
milo.plants.remove(basil)
session.flush()
session.delete(ines)
session.commit()
print(session.scalars(select(Plant).order_by(Plant.id)).all())
