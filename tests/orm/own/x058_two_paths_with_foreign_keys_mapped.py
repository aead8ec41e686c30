from typing import Annotated, Optional
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, joinedload, mapped_column, relationship

pk = Annotated[int, mapped_column(primary_key=True)]

class Base(DeclarativeBase):
    pass

class Airport(Base):
    __tablename__ = "airport"
    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    city: Mapped[str]
    departures: Mapped[list["Flight"]] = relationship(back_populates="origin", foreign_keys="[Flight.origin_code]")
    arrivals: Mapped[list["Flight"]] = relationship(back_populates="target", foreign_keys="Flight.target_code", order_by="Flight.number")

class Flight(Base):
    __tablename__ = "flight"
    id: Mapped[pk]
    number: Mapped[str]
    origin_code: Mapped[str] = mapped_column(ForeignKey("airport.code"))
    target_code: Mapped[Optional[str]] = mapped_column(ForeignKey("airport.code"))
    origin: Mapped["Airport"] = relationship(foreign_keys=origin_code, back_populates="departures")
    target: Mapped[Optional["Airport"]] = relationship(foreign_keys=lambda: Flight.target_code, back_populates="arrivals")

ams = Airport(code="AMS", city="Amsterdam")
osl = Airport(code="OSL", city="Oslo")
session.add_all([Flight(number="KL1", origin=ams, target=osl), Flight(number="KL2", origin=ams), Flight(number="AA9", origin=osl, target=ams)])
session.commit()
print([f.number for f in ams.departures], [f.number for f in ams.arrivals])
session.expunge_all()
for f in session.scalars(select(Flight).options(joinedload(Flight.origin), joinedload(Flight.target)).order_by(Flight.number)):
    print(f.number, f.origin.city, f.target.city if f.target else "-")
there, back = aliased(Flight), aliased(Flight, name="back")
stmt = select(there.number, back.number).join(back, (there.origin_code == back.target_code) & (there.target_code == back.origin_code)).where(there.id < back.id)
print(session.execute(stmt).all())
print(session.scalars(select(Airport.city).join(Airport.arrivals).where(Flight.number == "KL1")).all())
f = session.scalars(select(Flight).where(Flight.target == None)).one()
f.target = session.get(Airport, "OSL")
session.commit()
print(session.scalars(select(Flight).where(Flight.target == session.get(Airport, "OSL")).order_by(Flight.id)).all()[1].number)
print(session.scalars(select(Flight.number).join(Flight.origin).join(Flight.target.of_type(aliased(Airport)))).all())
print(session.scalars(select(Airport).where(Airport.departures.any(Flight.target.has(city="Oslo")))).one().code)
