from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, WriteOnlyMapped

class Base(DeclarativeBase):
    pass

class Runner(Base):
    __tablename__ = "runner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    laps: WriteOnlyMapped["Lap"] = relationship()

class Lap(Base):
    __tablename__ = "lap"
    id: Mapped[int] = mapped_column(primary_key=True)
    runner_id: Mapped[int] = mapped_column(ForeignKey("runner.id"))
    seconds: Mapped[int]

una = Runner(name="Una")
ben = Runner(name="Ben")
session.add_all([una, ben])
session.commit()

session.execute(una.laps.insert(), [{"seconds": 71}, {"seconds": 69}, {"seconds": 90}])
session.execute(ben.laps.insert(), [{"seconds": 80}])
session.commit()
print(session.scalars(una.laps.select().with_only_columns(Lap.seconds)).all())

session.execute(una.laps.update().values(seconds=Lap.seconds - 1).where(Lap.seconds > 70))
print(una.laps.delete().where(Lap.seconds > 85))
session.execute(una.laps.delete().where(Lap.seconds > 85))
session.commit()
for runner, total, n in session.execute(
    select(Runner.name, func.sum(Lap.seconds), func.count(Lap.id))
    .join(Runner.laps).group_by(Runner.name).order_by(Runner.name)
):
    print(runner, total, n)
