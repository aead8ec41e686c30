from sqlalchemy import Column, Integer, String, ForeignKey, inspect, Index, UniqueConstraint
from sqlalchemy.orm import relationship, class_mapper, object_mapper, configure_mappers

class Zoo(Base):
    __tablename__ = 'zoo'
    id = Column(Integer, primary_key=True)
    name = Column(String(50), nullable=False, doc='its name', info={'label': 'Name'})
    city = Column(String, server_default='Oslo', key='town')
    animals = relationship('Animal', back_populates='zoo', info={'plural': True})
    __table_args__ = (UniqueConstraint('name', 'town', name='uq_zoo'), Index('ix_zoo_town', 'town'))

class Animal(Base):
    __tablename__ = 'animal'
    tag = Column(String, primary_key=True)
    zoo_id = Column(ForeignKey('zoo.id', ondelete='SET NULL', name='fk_zoo'), index=True)
    zoo = relationship('Zoo', back_populates='animals')

configure_mappers()
m = inspect(Zoo)
print(m, m.class_.__name__, m.persist_selectable, m.tables)
print(m.columns.keys(), [c.name for c in m.columns], m.relationships.keys(), m.all_orm_descriptors.keys())
r = m.relationships['animals']
print(r.direction.name, r.uselist, r.mapper.class_.__name__, r.back_populates, r.key, r.info, r.target.name, r.local_columns, r.remote_side)
print(r.primaryjoin, r.cascade, r.lazy, r.secondary)
print(Animal.zoo.property.direction, Animal.zoo.property.local_remote_pairs)
t = Zoo.__table__
print(t.c.name.nullable, t.c.name.doc, t.c.name.info, t.c.town.name, t.c.town.server_default.arg, t.c.name.type.length, t.c.id.primary_key, t.c.town.default)
print(sorted(type(c).__name__ for c in t.constraints), [i.name for i in t.indexes], sorted(i.name for i in Animal.__table__.indexes))
fk = next(iter(Animal.__table__.c.zoo_id.foreign_keys))
print(fk, fk.column, fk.ondelete, fk.target_fullname, fk.name, Animal.__table__.c.zoo_id.references(t.c.id))
print(repr(t.c.name), t.name, t.key, t.primary_key.columns.keys(), t.metadata is Base.metadata)
Base.metadata.create_all(engine)
i = inspect(engine)
print(i.get_table_names(), [c['name'] for c in i.get_columns('zoo')], i.get_pk_constraint('animal')['constrained_columns'], i.has_table('nope'))
print(i.get_foreign_keys('animal'), i.get_indexes('zoo'), i.get_unique_constraints('zoo'))
z = Zoo(name='Z', city='Rome')
st = inspect(z)
print(st.transient, st.mapper is m, st.attrs.name.value, st.attrs.name.loaded_value, st.dict.keys(), st.unloaded == {'id', 'animals'}, st.object is z, st.key)
print(class_mapper(Zoo) is object_mapper(z), m.get_property('city').columns, m.primary_key, m.identity_key_from_instance(z))
try:
    inspect(3)
except Exception as e:
    print(type(e).__name__, e)
try:
    class_mapper(int)
except Exception as e:
    print(type(e).__name__, e)
m.get_property('missing')
