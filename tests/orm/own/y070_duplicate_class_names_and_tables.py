from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Node(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)

class Node(Base):
    __tablename__ = 'nodes2'
    id = Column(Integer, primary_key=True)
    __table_args__ = {'extend_existing': True}

class Edge(Base):
    __tablename__ = 'edges'
    id = Column(Integer, primary_key=True)
    node_id = Column(Integer, ForeignKey('nodes.id'))
    node = relationship('Node')

try:
    Edge()
except Exception as e:
    print(type(e).__name__, e)
class Edge2(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)
