from sqlalchemy import ForeignKey, String, func, select, literal_column
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    def __repr__(self):
        keys = [c.key for c in self.__table__.columns if c.key != "id"]
        return f"{type(self).__name__}({', '.join(f'{k}={getattr(self, k, "?")!r}' for k in keys)})"

class Country(Base):
    __tablename__ = "country"
    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str]
    cities: Mapped[list["City"]] = relationship(back_populates="country")

class City(Base):
    __tablename__ = "city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    people: Mapped[int] = mapped_column("population")
    country_code: Mapped[str] = mapped_column(ForeignKey(Country.code))
    country: Mapped[Country] = relationship(back_populates="cities")

session.add_all([
    Country(code="NO", name="Norway", cities=[City(name="Oslo", people=700), City(name="Bergen", people=280)]),
    Country(code="DK", name="Denmark", cities=[City(name="Aarhus", people=280)]),
    Country(code="VA", name="Vatican"),
])
session.commit()
result = session.execute(select(City, Country.name).join_from(City, Country).order_by(City.people.desc(), City.name))
print(result.keys())
row = result.fetchone()
print(row, row.City, row.name, row[1], row._mapping["name"], len(row), row._fields)
city, country = result.fetchone()
print(city.name, country)
print(result.fetchmany(5), result.fetchone())
print(session.execute(select(City.name, City.people)).mappings().first())
print(session.execute(select(func.count()).select_from(City)).scalar_one())
print(session.scalars(select(City.people).distinct().order_by(City.people)).all())
print(session.execute(select(Country.code, func.group_concat(City.name, "; ")).outerjoin(City).group_by(Country.code)).all())
print(dict(session.execute(select(City.name, City.people)).all()))
biggest = select(func.max(City.people)).where(City.country_code == Country.code).scalar_subquery()
print(session.execute(select(Country.name, biggest.label("biggest")).order_by(Country.name)).all())
print(session.scalars(select(Country).where(~Country.cities.any())).one())
print(session.execute(select(City.people, literal_column("'inhabitants'").label("unit"))).first()._asdict())
for n, group in session.execute(select(func.length(City.name), func.count("*")).group_by(func.length(City.name))):
    print(n, group)
try:
    session.execute(select(City)).scalar_one()
except Exception as e:
    print(type(e).__name__, e)
row.name = "x"
