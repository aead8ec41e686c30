from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Node(Base):
    __tablename__ = 'node'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('node.id'))
    data = Column(String(50))
    children = relationship('Node', back_populates='parent')
    parent = relationship('Node', back_populates='children', remote_side=[id])

root = Node(data='root')
root.children.append(Node(data='child1'))
child2 = Node(data='child2', parent=root)
child2.children.append(Node(data='subchild1'))
session.add(root)
session.commit()
print([c.data for c in root.children])
print(child2.children[0].parent.parent is root)
print(root.parent)
tops = session.query(Node).filter(Node.parent_id == None).all()
print([n.data for n in tops])
print([n.data for n in session.query(Node).filter(Node.parent == root).order_by(Node.id)])
