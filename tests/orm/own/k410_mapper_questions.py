from sqlalchemy import Column, Integer, String, ForeignKey, inspect, select
from sqlalchemy.orm import relationship, class_mapper, column_property

class Animal(Base):
    __tablename__ = "animal"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    name = Column("nm", String)
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "animal"}

class Dog(Animal):
    __tablename__ = "dog"
    id = Column(ForeignKey("animal.id"), primary_key=True)
    tricks = Column(String)
    __mapper_args__ = {"polymorphic_identity": "dog"}

class Puppy(Dog):
    __mapper_args__ = {"polymorphic_identity": "puppy"}

class Cat(Animal):
    __mapper_args__ = {"polymorphic_identity": "cat"}
    lives = Column(Integer)

class Seat(Base):
    __tablename__ = "seat"
    row = Column(Integer, primary_key=True)
    place = Column(Integer, primary_key=True)
    animal_id = Column(ForeignKey("animal.id"))
    animal = relationship(Animal)

a, d, p, c, s = (inspect(x) for x in (Animal, Dog, Puppy, Cat, Seat))
names = lambda mappers: [m.class_.__name__ for m in mappers]
print(names(p.iterate_to_root()), names(a.self_and_descendants), names(d.polymorphic_iterator()))
print(a.common_parent(c), a.common_parent(s), d.is_sibling(c), d.is_sibling(p), p.isa(d), d.isa(p), p.isa(a))
print(sorted(a.polymorphic_map), a.polymorphic_map["dog"] is d, p.polymorphic_identity, a.polymorphic_on, c.polymorphic_identity)
print(d.inherits is a, a.inherits, p.base_mapper is a, p.primary_mapper() is p, d.single, p.single, c.single, d.concrete)
print(d.local_table, d.persist_selectable, d.mapped_table if hasattr(d, "mapped_table") else "-", c.local_table, [t.name for t in d.tables])
print([x.name for x in d.primary_key], d.class_, d.entity is Dog, d.mapper is d)
print(d.attrs.keys(), d.column_attrs.keys(), s.relationships.keys())
print(a.columns.keys(), a.get_property_by_column(Animal.__table__.c.nm).key)
session.add_all([Dog(name="Rex", tricks="sit"), Cat(name="Tom", lives=9), Seat(row=1, place=2)])
session.commit()
dog, seat = session.query(Dog).one(), session.query(Seat).one()
print(d.identity_key_from_instance(dog), d.primary_key_from_instance(dog), s.primary_key_from_instance(seat))
print(s.identity_key_from_primary_key((1, 2)), s.identity_key_from_primary_key([3, 4]))
row = session.execute(select(Seat.row, Seat.place)).one()
print(s.identity_key_from_row(row))
print(inspect(dog).identity_key == d.identity_key_from_instance(dog), inspect(dog).mapper is d)
print(d.has_property("tricks"), a.has_property("tricks"), d.get_property("tricks"), d.relationships)
print(repr(d.attrs.name), d.attrs["tricks"].columns, "name" in d.attrs, len(d.attrs))
print(a.is_mapper, a.configured, a.is_aliased_class, a.always_refresh, a.non_primary if hasattr(a, "non_primary") else "-")
print([x.key for x in d.iterate_properties], d.version_id_col, a.eager_defaults, a.with_polymorphic_mappers)
try:
    a.get_property("lives")
except Exception as e:
    print(type(e).__name__, e)
try:
    a.attrs.nothing
except Exception as e:
    print(type(e).__name__, e)
try:
    a.identity_key_from_instance(5)
except Exception as e:
    print(type(e).__name__, e)
try:
    a.nothing
except Exception as e:
    print(type(e).__name__, e)
