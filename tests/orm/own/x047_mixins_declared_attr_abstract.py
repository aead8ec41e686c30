import datetime
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import declared_attr, relationship, declarative_mixin

class NamedMixin:
    id = Column(Integer, primary_key=True)
    name = Column(String(30), nullable=False)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + 's'

    def __repr__(self):
        return f'{type(self).__name__}<{self.name}>'

class OwnedMixin:
    @declared_attr
    def owner_id(cls):
        return Column(Integer, ForeignKey('persons.id'))

    @declared_attr
    def owner(cls):
        return relationship('Person', backref=cls.__name__.lower() + '_list')

class Thing(Base):
    __abstract__ = True
    weight = Column(Integer, default=1)

    def heavy(self):
        return self.weight > 10

class Person(NamedMixin, Base):
    pass

class Boat(NamedMixin, OwnedMixin, Thing):
    sails = Column(Integer)

class Bike(NamedMixin, OwnedMixin, Thing):
    __tablename__ = 'bicycles'
    gears = Column(Integer)

kai = Person(name='Kai')
session.add_all([kai, Boat(name='Wave', sails=2, weight=900, owner=kai), Bike(name='Rusty', gears=3, owner=kai), Bike(name='Free')])
session.commit()
print(kai.boat_list, kai.bike_list)
print([(b.name, b.heavy(), b.owner) for b in session.query(Bike).order_by(Bike.id)])
print(session.query(Boat).join(Boat.owner).filter(Person.name == 'Kai').one().heavy())
print(Boat.__table__.name, Bike.__table__.name, [c.name for c in Boat.__table__.columns])
print(session.query(Person).filter(Person.bike_list.any(Bike.gears > 2)).all())
