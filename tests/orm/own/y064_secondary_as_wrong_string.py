from sqlalchemy import Column, Integer, String, ForeignKey, Table
from sqlalchemy.orm import relationship

links = Table('links', Base.metadata,
    Column('left_id', ForeignKey('lefts.id')),
    Column('right_id', ForeignKey('rights.id')))

class Left(Base):
    __tablename__ = 'lefts'
    id = Column(Integer, primary_key=True)
    rights = relationship('Right', secondary='link')

class Right(Base):
    __tablename__ = 'rights'
    id = Column(Integer, primary_key=True)

Left()
