from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, defaultload, immediateload, joinedload, lazyload, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

class Country(Base):
    __tablename__ = "country"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    cities: Mapped[list["City"]] = relationship(back_populates="country", lazy="selectin", order_by="City.name")

class City(Base):
    __tablename__ = "city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    country_id: Mapped[int] = mapped_column(ForeignKey("country.id"))
    country: Mapped["Country"] = relationship(back_populates="cities", lazy="joined", innerjoin=True)
    streets: Mapped[list["Street"]] = relationship(lazy="subquery")
    mayor: Mapped["Mayor | None"] = relationship(back_populates="city", lazy="immediate")

class Street(Base):
    __tablename__ = "street"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))

class Mayor(Base):
    __tablename__ = "mayor"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"))
    city: Mapped[City] = relationship(back_populates="mayor")

session.add(Country(name="France", cities=[
    City(name="Lyon", streets=[Street(name="Rue A"), Street(name="Rue B")], mayor=Mayor(name="Greg")),
    City(name="Brest"),
]))
session.add(Country(name="Chad"))
session.commit()
session.expunge_all()
for c in session.scalars(select(Country).order_by(Country.id)):
    print(c.name, [(t.name, len(t.streets), t.mayor and t.mayor.name) for t in c.cities])
session.expunge_all()
lyon = session.scalars(select(City).where(City.name == "Lyon")).one()
print(lyon.country.name, len(lyon.streets), lyon.mayor.name)
session.expunge_all()
for c in session.scalars(select(City).options(lazyload("*")).order_by(City.id)):
    print(c.name, c.mayor)
    break
session.expunge_all()
c = session.scalars(select(Country).options(defaultload(Country.cities).lazyload(City.streets), defaultload(Country.cities).joinedload(City.mayor)).limit(1)).one()
print([t.mayor.name if t.mayor else None for t in c.cities])
session.expunge_all()
m = session.get(Mayor, 1, options=[joinedload(Mayor.city).lazyload(City.mayor)])
print(m.city.country.name, len(m.city.streets))
