from sqlalchemy import String, select, and_, or_, not_, func
from sqlalchemy.orm import Mapped, mapped_column

class Bike(Base):
    __tablename__ = "bikes"
    id: Mapped[int] = mapped_column(primary_key=True)
    brand: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str]
    gears: Mapped[int]
    price: Mapped[float]

session.add_all([
    Bike(brand="Gazelle", kind="city", gears=7, price=799.0),
    Bike(brand="Trek", kind="race", gears=22, price=1899.5),
    Bike(brand="Koga", kind="touring", gears=27, price=2499.0),
    Bike(brand="Trek", kind="city", gears=3, price=650.0),
])
session.commit()

row = session.execute(select(Bike)).first()
print(type(row).__name__, row[0].brand, row.Bike.price)
bike = session.scalars(select(Bike)).first()
print(bike.brand)

print(session.execute(select(Bike.brand, Bike.gears).order_by(Bike.gears.desc())).all())
print(session.scalars(select(Bike.brand).distinct().order_by(Bike.brand)).all())

stmt = select(("Bike: " + Bike.brand).label("title"), Bike.price).order_by("title", Bike.price)
for row in session.execute(stmt):
    print(row.title, row.price)

cheap_city = and_(Bike.kind == "city", Bike.price < 700)
print(session.scalars(select(Bike.id).where(cheap_city)).all())
print(session.scalars(select(Bike.id).where(or_(cheap_city, Bike.gears > 25)).order_by(Bike.id)).all())
print(session.scalars(select(Bike.id).where(not_(Bike.brand == "Trek"), Bike.gears != 7)).all())
print(session.scalars(select(Bike.id).filter_by(brand="Trek", kind="race")).all())
print(select(Bike.id).where((Bike.gears >= 3) & (Bike.gears <= 7) | (Bike.kind == "race")))

stmt = (
    select(Bike.kind, func.count(Bike.id).label("how_many"), func.avg(Bike.price).label("mean"))
    .group_by(Bike.kind)
    .having(func.count(Bike.id) >= 1)
    .order_by(func.count(Bike.id).desc(), Bike.kind)
)
for kind, how_many, mean in session.execute(stmt):
    print(f"{kind:8} {how_many} {mean:.2f}")
