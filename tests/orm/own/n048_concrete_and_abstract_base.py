from sqlalchemy import Column, Integer, String, select
from sqlalchemy.ext.declarative import ConcreteBase
from sqlalchemy.orm import declared_attr

class Shape(ConcreteBase, Base):
    __tablename__ = 'shape'
    id = Column(Integer, primary_key=True)
    colour = Column(String(20))
    __mapper_args__ = {'polymorphic_identity': 'shape', 'concrete': True}

class Circle(Shape):
    __tablename__ = 'circle'
    id = Column(Integer, primary_key=True)
    colour = Column(String(20))
    radius = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'circle', 'concrete': True}

# no table of its own: the columns are copied
class Named(Base):
    __abstract__ = True
    id = Column(Integer, primary_key=True)
    name = Column(String(20))

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + 's'

class Pen(Named):
    ink = Column(String(10))

class Brush(Named):
    width = Column(Integer)

session.add_all([Shape(colour='red'), Circle(colour='blue', radius=3),
                 Pen(name='fine', ink='black'), Brush(name='fan', width=12)])
session.commit()
for s in session.scalars(select(Shape).order_by(Shape.colour)):
    print(type(s).__name__, s.id, s.colour)
print(session.query(Circle.radius).all())
print(Pen.__table__.columns.keys(), Brush.__tablename__)
print(session.query(Pen.name, Pen.ink).all())
print(issubclass(Pen, Named), hasattr(Named, '__table__'), sorted(Base.metadata.tables))
