from sqlalchemy import Table, Column, Integer, String, ForeignKey, select, inspect
from sqlalchemy.orm import registry, relationship

mapper_registry = registry()

shelf_table = Table(
    "shelf",
    mapper_registry.metadata,
    Column("id", Integer, primary_key=True),
    Column("room", String(30)),
)

jar_table = Table(
    "jar",
    mapper_registry.metadata,
    Column("id", Integer, primary_key=True),
    Column("shelf_id", ForeignKey("shelf.id")),
    Column("contents", String(30)),
)

class Shelf:
    def __init__(self, room):
        self.room = room

class Jar:
    pass

mapper_registry.map_imperatively(
    Shelf,
    shelf_table,
    properties={
        "jars": relationship(Jar, back_populates="shelf", order_by=jar_table.c.contents)
    },
)
mapper_registry.map_imperatively(
    Jar,
    jar_table,
    properties={
        "shelf": relationship(Shelf, back_populates="jars"),
        "label": jar_table.c.contents,
    },
)

cellar = Shelf("cellar")
for what in ("plum jam", "honey", "olives"):
    jar = Jar(label=what)
    jar.shelf = cellar
session.add(cellar)
session.commit()

print([j.label for j in cellar.jars])
print(session.scalars(select(Jar.label).where(Jar.shelf == cellar, Jar.label.like("%o%"))).all())
print(sorted(inspect(Jar).attrs.keys()), hasattr(Jar, "contents"))
try:
    Jar(contents="salt")
except TypeError as e:
    print("TypeError:", e)
