from sqlalchemy import Table, Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import registry, relationship, DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class City(Base):
    __tablename__ = "city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    streets: Mapped[list["Street"]] = relationship(back_populates="city")

street = Table("street", Base.metadata,
    Column("street_id", Integer, primary_key=True),
    Column("name", String(20)), Column("city_id", ForeignKey("city.id")), Column("extra", Integer))

class Street:
    __tablename__ = "street"

Base.registry.map_imperatively(Street, street, properties={
    "id": street.c.street_id,
    "city": relationship("City", back_populates="streets"),
}, exclude_properties=["extra"])

class Both:
    pass

Base.registry.map_imperatively(Both, street, primary_key=[street.c.name], include_properties=["name", "city_id"])

c = City(name="Oslo", streets=[Street(name="A"), Street(name="B")])
session.add(c)
session.commit()
print([s.id for s in c.streets], c.streets[0].city.name)
print(session.scalars(select(Street.name).join(Street.city).where(City.name == "Oslo")).all())
print(select(Street), select(Both))
print([b.city_id for b in session.query(Both)], session.get(Both, "A").name)
try:
    Street(extra=1)
except TypeError as e:
    print(e)
try:
    Street("x")
except TypeError as e:
    print(e)
s = session.get(Street, 2)
print(s in session, s.__dict__["name"])
session.delete(s)
session.commit()
print(len(c.streets))
