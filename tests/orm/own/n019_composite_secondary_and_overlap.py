from typing import List
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

class City(Base):
    __tablename__ = "city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    streets: Mapped[List["Street"]] = relationship(back_populates="city")
    # straight to the houses, through the streets
    houses: Mapped[List["House"]] = relationship(
        secondary="street",
        primaryjoin="City.id == Street.city_id",
        secondaryjoin="Street.id == House.street_id",
        viewonly=True,
        order_by="House.number",
    )

class Street(Base):
    __tablename__ = "street"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    city: Mapped["City"] = relationship(back_populates="streets")
    houses: Mapped[List["House"]] = relationship(back_populates="street")

class House(Base):
    __tablename__ = "house"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"))
    street: Mapped["Street"] = relationship(back_populates="houses")

graz = City(name="Graz", streets=[
    Street(name="Ring", houses=[House(number=12), House(number=3)]),
    Street(name="Gate", houses=[House(number=7)]),
])
linz = City(name="Linz", streets=[Street(name="Port")])
session.add_all([graz, linz])
session.commit()
print([(h.number, h.street.name) for h in graz.houses])
print(linz.houses)
stmt = select(City.name).where(City.houses.any(House.number > 10))
print(stmt)
print(session.scalars(stmt).all())
