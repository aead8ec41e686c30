from sqlalchemy import String, insert, update, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class City(Base):
    __tablename__ = "city"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    people: Mapped[int] = mapped_column(default=0)

session.execute(insert(City), [{"name": "Oslo", "people": 700}, {"name": "Bergen", "people": 290}, {"name": "Moss", "people": 50}])
session.commit()
print(session.scalars(select(City.name).order_by(City.people)).all())
moss = session.scalars(select(City).where(City.name == "Moss")).one()
r = session.execute(update(City).where(City.people < 300).values(people=City.people + 1))
print(r.rowcount, moss.people)
session.execute(delete(City).where(City.name == "Bergen"))
session.commit()
print(session.execute(select(City.name, City.people)).all())
new = session.scalars(insert(City).values(name="Voss", people=15).returning(City)).one()
print(new.id, new.name)
ids = session.execute(update(City).where(City.people < 100).values(name=City.name + "!").returning(City.id, City.name)).all()
print(sorted(ids))
session.commit()
print(moss.name)
session.execute(update(City), [{"id": 1, "name": "Kristiania"}])
session.commit()
print(session.get(City, 1).name)
