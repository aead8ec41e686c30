from typing import List, Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Node(Base):
    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("node.id"))
    data: Mapped[str]
    children: Mapped[List["Node"]] = relationship(back_populates="parent")
    parent: Mapped[Optional["Node"]] = relationship(back_populates="children", remote_side=[id])

root = Node(data="root", children=[
    Node(data="child1"),
    Node(data="child2", children=[Node(data="subchild1"), Node(data="subchild2")]),
])
session.add(root)
session.commit()
nodealias = aliased(Node)
stmt = (
    select(Node)
    .where(Node.data == "subchild1")
    .join(Node.parent.of_type(nodealias))
    .where(nodealias.data == "child2")
)
found = session.scalars(stmt).all()
print([n.data for n in found], found[0].parent.parent.data)
grand = aliased(Node)
stmt = (
    select(Node.data, nodealias.data, grand.data)
    .join(nodealias, Node.parent)
    .join(grand, nodealias.parent)
    .order_by(Node.id)
)
print(session.execute(stmt).all())
