from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Bus(Base):
    __tablename__ = "bus"
    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    stops: Mapped[list["Stop"]] = relationship(back_populates="bus", order_by="Stop.number")

class Stop(Base):
    __tablename__ = "stop"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    name: Mapped[str]
    bus_id: Mapped[int] = mapped_column(ForeignKey("bus.id"))
    bus: Mapped[Bus] = relationship(back_populates="stops")

session.add_all([Bus(line="5A", stops=[Stop(number=2, name="Dom"), Stop(number=1, name="Ost")]), Bus(line="7", stops=[Stop(number=1, name="Dom")])])
session.commit()

result = session.execute(select(Bus).options(joinedload(Bus.stops)).order_by(Bus.id))
try:
    result.scalars().all()
except InvalidRequestError as e:
    print(e)
buses = session.scalars(select(Bus).options(joinedload(Bus.stops)).order_by(Bus.id)).unique().all()
print([(b.line, [s.name for s in b.stops]) for b in buses])
res = session.execute(select(Stop.name, Stop.number).order_by(Stop.id))
print(res.fetchone(), res.fetchmany(1), res.fetchall(), res.first())
res = session.execute(select(Stop.name, Stop.number).order_by(Stop.id))
print(res.mappings().all())
res = session.execute(select(Bus.line, Stop.name).join(Bus.stops).order_by(Stop.id))
print(list(res.columns(1)), list(res.keys()))
print(session.scalars(select(Stop.name).order_by(Stop.name)).unique().all())
for part in session.scalars(select(Stop.number).order_by(Stop.id)).partitions(2):
    print(part)
print(session.execute(select(Bus).where(Bus.line == "9")).scalar_one_or_none())
try:
    session.execute(select(Bus)).scalar_one()
except Exception as e:
    print(type(e).__name__, e)
for bus, stop in session.execute(select(Bus, Stop).join(Stop.bus).where(Stop.name == "Dom").order_by(Bus.id)):
    print(bus.line, stop.number)
print([tuple(r) for r in session.execute(select(Bus.id, Bus.line)).tuples()])
