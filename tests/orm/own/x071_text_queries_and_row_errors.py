from sqlalchemy import ForeignKey, Integer, String, bindparam, select, text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Lake(Base):
    __tablename__ = "lake"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    depth: Mapped[float]
    fish: Mapped[list["Fish"]] = relationship(back_populates="lake")

class Fish(Base):
    __tablename__ = "fish"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    lake_id: Mapped[int] = mapped_column(ForeignKey("lake.id"))
    lake: Mapped["Lake"] = relationship(back_populates="fish")

session.add_all([Lake(name="Inari", depth=92.0, fish=[Fish(kind="trout"), Fish(kind="pike")]), Lake(name="Mjosa", depth=453.5)])
session.commit()

def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", str(e).splitlines()[0])

row = session.execute(select(Lake.id, Lake.name, Lake.depth).order_by(Lake.id)).first()
print(row._fields, row.id, row[-1], row[0:2], list(row._mapping.items()))
attempt(lambda: row.colour)
attempt(lambda: row["name"])
attempt(lambda: row[7])
attempt(lambda: row._mapping["colour"])
pair = session.execute(select(Lake, Fish.kind).join(Lake.fish).order_by(Fish.id)).first()
print(pair.Lake.name, pair.kind, pair._mapping["Lake"].id)
both = session.execute(select(Lake.id, Fish.id, Fish.id.label("fid")).join(Fish).order_by(Fish.id)).all()
print(both, both[0]._fields, both[1].fid)
t = text("SELECT id, name, depth FROM lake WHERE depth > :d").bindparams(d=100)
print(session.execute(t).one(), session.execute(t, {"d": 500}).all())
t = text("SELECT name FROM lake WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
print(session.execute(t, {"ids": [1, 2]}).scalars().all())
lakes = session.scalars(select(Lake).from_statement(text("SELECT id, name, depth FROM lake ORDER BY depth DESC"))).all()
print([l.name for l in lakes])
attempt(lambda: session.execute(text("SELECT * FROM pond")).all())
attempt(lambda: session.execute(text("SELECT name FROM lake WHERE id = :i")).all())
attempt(lambda: session.execute(select(Lake.name)).scalar_one())
attempt(lambda: session.execute(select(Lake.name).where(Lake.id > 5)).one())
attempt(lambda: session.query(Lake.nothing))
attempt(lambda: select(Lake).filter_by(size=1))
print(session.execute(text("UPDATE lake SET depth = 1 WHERE id = 1")).rowcount, session.get(Lake, 1).depth)
session.expire_all()
print(session.get(Lake, 1).depth, session.execute(select(func.sum(Lake.depth))).scalar_one())
