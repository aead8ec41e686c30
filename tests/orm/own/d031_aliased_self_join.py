from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, aliased

class Node(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)
    data = Column(String(50))
    parent_id = Column(Integer, ForeignKey('nodes.id'))
    children = relationship('Node', back_populates='parent')
    parent = relationship('Node', back_populates='children', remote_side=[id])

root = Node(data='root', children=[
    Node(data='left', children=[Node(data='leaf')]),
    Node(data='right'),
])
session.add(root)
session.commit()

Parent = aliased(Node)
Grand = aliased(Node, name='grand')
print(session.query(Node.data, Parent.data).join(Parent, Node.parent).order_by(Node.id).all())
print([n.data for n in session.query(Node).join(Parent, Node.parent_id == Parent.id).filter(Parent.data == 'left')])
print(session.query(Node).join(Node.parent.of_type(Parent)).filter(Parent.data == 'root').count())
leaf = session.query(Node).join(Parent, Node.parent).join(Grand, Parent.parent).filter(Grand.data == 'root').one()
print(leaf.data, leaf.parent.parent is root)
kid = aliased(Node)
print(session.query(Node.data, kid.data).outerjoin(kid, Node.children).order_by(Node.data, kid.data).all())
