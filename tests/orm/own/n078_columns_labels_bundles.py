from typing import Optional
from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import Bundle, Mapped, mapped_column, relationship

class Museum(Base):
    __tablename__ = "museum"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    town: Mapped[Optional[str]]
    paintings: Mapped[list["Painting"]] = relationship(back_populates="museum")

class Painting(Base):
    __tablename__ = "painting"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    museum_id: Mapped[int] = mapped_column(ForeignKey("museum.id"))
    museum: Mapped["Museum"] = relationship(back_populates="paintings")

session.add_all([
    Museum(name="Lakeside", town="Zug", paintings=[Painting(title="Boats"), Painting(title="Fog")]),
    Museum(name="Old Mint", paintings=[Painting(title="Coins")]),
])
session.commit()

stmt = select(Museum, Painting).join(Museum.paintings).order_by(Museum.id, Painting.id)
for row in session.execute(stmt):
    print(row.Museum.name, row.Painting.title)
print(session.execute(stmt).keys())

for row in session.execute(select(Museum.name, Painting).join(Painting.museum).order_by(Painting.id.desc())):
    print(row.name, row[1].title)

stmt = select(
    Bundle("museum", Museum.name, Museum.town),
    Bundle("painting", Painting.title),
).join_from(Museum, Painting).order_by(Painting.id)
for row in session.execute(stmt):
    print(row.museum.name, row.museum.town, row.painting.title)

class UpperBundle(Bundle):
    def create_row_processor(self, query, procs, labels):
        def proc(row):
            return " / ".join(str(p(row)).upper() for p in procs)
        return proc

print(session.scalars(select(UpperBundle("b", Museum.name, Museum.town)).order_by(Museum.id)).all())

stmt = select(func.lower(Museum.name).label("small"), Museum.id).order_by("small")
print([(r.small, r.id) for r in session.execute(stmt)])
print(select(Museum.name, Painting.title))
print(stmt.column_descriptions[0]["name"], select(Museum).column_descriptions[0]["entity"] is Museum)
