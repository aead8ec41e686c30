from typing import List
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Garden(Base):
    __tablename__ = "garden"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    plants: Mapped[List["Plant"]] = relationship(back_populates="garden")

class Plant(Base):
    __tablename__ = "plant"

    id: Mapped[int] = mapped_column(primary_key=True)
    species: Mapped[str]
    garden_id: Mapped[int] = mapped_column(ForeignKey("garden.id"))
    garden: Mapped["Garden"] = relationship(back_populates="plants")

    def __repr__(self):
        return f"Plant({self.species!r})"

home = Garden(name="Home", plants=[Plant(species="Basil")])
rose = Plant(species="Rose", garden=home)
print(home.plants, rose.garden is home)
session.add(home)
print(rose in session, rose.id, rose.garden_id)
session.commit()
print([(p.id, p.species, p.garden_id) for p in home.plants])

park = Garden(name="Park")
session.add(park)
rose.garden = park
print(home.plants, park.plants)
session.commit()
for g in session.scalars(select(Garden).order_by(Garden.name)):
    print(g.name, g.plants)
stmt = select(Plant).join(Plant.garden).where(Garden.name == "Park")
print(stmt)
print(session.scalars(stmt).all())
