from dataclasses import field, dataclass
from typing import Annotated
from sqlalchemy import ForeignKey, String, func, select, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship, column_property, deferred, query_expression, registry

class Base(MappedAsDataclass, DeclarativeBase, repr=False):
    id: Mapped[int] = mapped_column(init=False, primary_key=True)

class Stamped(MappedAsDataclass):
    made: Mapped[str] = mapped_column(default="today", kw_only=True)

class Node(Stamped, Base):
    __tablename__ = "node"
    title: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), init=False)
    children: Mapped[list["Node"]] = relationship(default_factory=list)
    size: Mapped[int] = mapped_column(default=0, index=True)
    note: Mapped[str] = mapped_column(deferred=True, default="", compare=False)

class Tag(Base, repr=True, eq=False):
    __tablename__ = "tag"
    name: Mapped[str]
    shout: Mapped[str] = column_property(func.upper("x"))
    asked: Mapped[int | None] = query_expression()

    def __repr__(self):
        return f"Tag({self.name})"

n = Node("root", [Node("leaf", size=2), Node("twig")], made="once")
print(type(n).__name__, n.title, n.size, n.made, n.children[0].made, n.children[1].note == "")
session.add(n)
session.add(Tag("t"))
session.commit()
print([c.size for c in n.children], n.id, n.children[0].parent_id)
print(session.scalars(select(Node.title).where(Node.size > 0)).all())
print(session.query(Tag).one(), Tag("a") == Tag("a"), hash(Tag("q")) is not None)
print(Node("leaf") == Node("leaf"), Node("leaf", size=3) == Node("leaf"))
for make in (lambda: Node(), lambda: Node("a", [], 1, "b", "c"), lambda: Node("x", made="m", parent_id=3), lambda: Tag("a", "b")):
    try:
        make()
        print("fine")
    except TypeError as e:
        print(e)
m = Node("loaded")
m.size = 9
print(inspect(m).attrs.size.history.added, inspect(m).attrs.note.value == "", inspect(m).dict.get("made"))
session.add(m)
session.flush()
print(m.made, session.execute(select(Node.made, Node.size).where(Node.title == "loaded")).all())
