from sqlalchemy import ForeignKey, String, and_, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship, with_parent, Bundle

class Base(DeclarativeBase):
    pass

class City(Base):
    __tablename__ = "cities"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30), index=True)
    roads: Mapped[list["Road"]] = relationship(back_populates="start", foreign_keys="Road.start_id")

class Road(Base):
    __tablename__ = "roads"
    id: Mapped[int] = mapped_column(primary_key=True)
    km: Mapped[int]
    start_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    end_id: Mapped[int] = mapped_column(ForeignKey("cities.id"))
    start: Mapped[City] = relationship(back_populates="roads", foreign_keys=[start_id])
    end: Mapped[City] = relationship(foreign_keys=[end_id])

a, b, c = City(name="Ahus"), City(name="Borg"), City(name="Cork")
session.add_all([Road(km=10, start=a, end=b), Road(km=25, start=b, end=c), Road(km=40, start=a, end=c)])
session.commit()
s, e = aliased(City, name="s"), aliased(City, name="e")
stmt = select(s.name, e.name, Road.km).select_from(Road).join(s, Road.start).join(e, Road.end).order_by(Road.km)
for row in session.execute(stmt):
    print("%s-%s %d km" % tuple(row))
r1, r2 = aliased(Road), aliased(Road)
two = (select((r1.km + r2.km).label("total")).join(r2, r1.end_id == r2.start_id)
       .join(s, r1.start.of_type(s)).where(s.name == "Ahus"))
print(session.scalar(two))
print(session.scalars(select(City.name).outerjoin(City.roads).where(Road.id == None)).all())
print(session.execute(select(City.name, func.sum(Road.km)).join(Road, City.id == Road.start_id).group_by(City.name).order_by(City.name)).all())
print([x.km for x in session.scalars(select(Road).where(with_parent(a, City.roads)).order_by(Road.km))])
print(session.scalars(select(Road.km).join(Road.end.and_(City.name == "Borg"))).all())
print(session.scalars(select(City).join_from(Road, City, Road.end).where(Road.km > 20).distinct()).one().name)
bundle = session.execute(select(Bundle("ends", Road.start_id, Road.end_id), Road.km).order_by(Road.id)).first()
print(bundle.ends, bundle.ends.end_id, bundle.km)
print(select(Road.id).join(Road.start, isouter=True))
try:
    session.execute(select(City).join(Road)).all()
except Exception as err:
    print(type(err).__name__, err)
