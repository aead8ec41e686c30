from sqlalchemy import Column, Integer, ForeignKey
from sqlalchemy.orm import relationship

class Node(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('nodes.id'))
    parent = relationship('Node', back_populates='children')
    children = relationship('Node', back_populates='parent')

n = Node()
