from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import backref, relationship, selectinload, attribute_keyed_dict

class TreeNode(Base):
    __tablename__ = 'tree'
    id = Column(Integer, primary_key=True)
    parent_id = Column(ForeignKey('tree.id'))
    name = Column(String(50), nullable=False)
    children = relationship('TreeNode', cascade='all, delete-orphan',
        backref=backref('parent', remote_side='TreeNode.id'),
        collection_class=attribute_keyed_dict('name'))

    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent

    def __repr__(self):
        return 'TreeNode(name=%r, id=%r, parent_id=%r)' % (self.name, self.id, self.parent_id)

    def dump(self, indent=0):
        return '   ' * indent + self.name + '\n' + ''.join([c.dump(indent + 1) for c in self.children.values()])

node = TreeNode('rootnode')
TreeNode('node1', parent=node)
TreeNode('node3', parent=node)
node2 = TreeNode('node2')
TreeNode('subnode1', parent=node2)
node.children['node2'] = node2
TreeNode('subnode2', parent=node.children['node2'])
print(node.dump())
session.add(node)
session.commit()
TreeNode('node4', parent=node)
TreeNode('subnode3', parent=node.children['node2'])
del node.children['node3']
print('%r' % sorted(node.children))
session.commit()
session.expunge_all()
node = (session.query(TreeNode)
        .options(selectinload(TreeNode.children).selectinload(TreeNode.children))
        .filter(TreeNode.name == 'rootnode').first())
print(node.dump())
session.delete(node)
session.commit()
print(session.query(TreeNode).count())
