from sqlalchemy import Column, Integer, ForeignKey, event
from sqlalchemy.orm import relationship

@event.listens_for(engine, 'connect')
def fk_on(connection, record):
    connection.execute('PRAGMA foreign_keys=ON')

class Parent(Base):
    __tablename__ = 'parents'
    id = Column(Integer, primary_key=True)
    children = relationship('Child', back_populates='parent', cascade='all, delete', passive_deletes=True)

class Child(Base):
    __tablename__ = 'children'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('parents.id', ondelete='CASCADE'))
    parent = relationship('Parent', back_populates='children')

p = Parent(children=[Child(), Child()])
session.add(p)
session.commit()
session.delete(p)
session.commit()
print(session.query(Child).count())
