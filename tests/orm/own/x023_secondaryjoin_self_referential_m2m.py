from sqlalchemy import ForeignKey, Table, Column, Integer, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

node_to_node = Table(
    "node_to_node", Base.metadata,
    Column("left_node_id", Integer, ForeignKey("node.id"), primary_key=True),
    Column("right_node_id", Integer, ForeignKey("node.id"), primary_key=True),
)

class Node(Base):
    __tablename__ = "node"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    right_nodes: Mapped[list["Node"]] = relationship(
        "Node",
        secondary=node_to_node,
        primaryjoin=id == node_to_node.c.left_node_id,
        secondaryjoin=id == node_to_node.c.right_node_id,
        back_populates="left_nodes",
    )
    left_nodes: Mapped[list["Node"]] = relationship(
        "Node",
        secondary=node_to_node,
        primaryjoin=id == node_to_node.c.right_node_id,
        secondaryjoin=id == node_to_node.c.left_node_id,
        back_populates="right_nodes",
    )

a, b, c = Node(label="a"), Node(label="b"), Node(label="c")
a.right_nodes = [b, c]
c.left_nodes.append(b)
session.add(a)
session.commit()
for n in session.scalars(select(Node).order_by(Node.label)):
    print(n.label, sorted(x.label for x in n.right_nodes), sorted(x.label for x in n.left_nodes))
session.expunge_all()
nodes = session.scalars(select(Node).options(selectinload(Node.right_nodes)).order_by(Node.id)).all()
print([(n.label, sorted(x.label for x in n.right_nodes)) for n in nodes])
print(session.scalars(select(Node.label).where(Node.left_nodes.any(Node.label == "a")).order_by(Node.label)).all())
