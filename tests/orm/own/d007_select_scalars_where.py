from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, Session

class Base(DeclarativeBase):
    pass

class Planet(Base):
    __tablename__ = "planet"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    moons: Mapped[int] = mapped_column(default=0)

    def __repr__(self):
        return f"Planet({self.name!r}, moons={self.moons})"

with Session(engine) as session:
    session.add_all([Planet(name="Mars", moons=2), Planet(name="Venus"), Planet(name="Saturn", moons=146)])
    session.commit()

    print(session.scalars(select(Planet).order_by(Planet.name)).all())
    print(session.scalars(select(Planet.name).where(Planet.moons > 0)).all())
    print(session.scalar(select(Planet.moons).where(Planet.name == "Mars")))
    print(session.scalar(select(Planet.moons).where(Planet.name == "Vulcan")))
    row = session.execute(select(Planet.id, Planet.name).order_by(Planet.moons.desc())).first()
    print(row, row.name, row[0])
    for planet, in session.execute(select(Planet).where(Planet.moons < 10)):
        print(planet)
    for n, m in session.execute(select(Planet.name, Planet.moons)):
        print(n, m)
    print(session.execute(select(Planet).filter_by(name="Venus")).scalar_one())
