from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class League(Base):
    __tablename__ = "leagues"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    clubs: Mapped[list["Club"]] = relationship(back_populates="league")

class Club(Base):
    __tablename__ = "clubs"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    points: Mapped[int]
    league_id: Mapped[int] = mapped_column(ForeignKey("leagues.id"))
    league: Mapped[League] = relationship(back_populates="clubs")

north = League(name="North", clubs=[Club(name="Otters", points=9), Club(name="Hawks", points=12)])
south = League(name="South", clubs=[Club(name="Crabs", points=4)])
session.add_all([north, south])
session.commit()

for m in session.execute(select(Club.name, Club.points).order_by(Club.points)).mappings():
    print(dict(m), m["name"])
stmt = select(League.name, func.sum(Club.points).label("total")).join(League.clubs).group_by(League.name).order_by("total")
result = session.execute(stmt)
print(result.keys())
print(result.all())
print(session.execute(select(Club).where(Club.name == "Hawks")).scalar_one_or_none().league.name)
print(session.execute(select(func.count()).select_from(Club)).scalar())
print(session.execute(select(League, Club).join(Club).where(Club.points > 10)).one()._mapping["Club"].name)
print(session.scalars(select(Club.name).limit(1)).one(), session.scalars(select(Club.name).where(Club.points > 100)).first())
