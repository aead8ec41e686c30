from sqlalchemy import Column, ForeignKey, Integer, String, inspect
from sqlalchemy.orm import relationship, class_mapper, object_session

class Cinema(Base):
    __tablename__ = 'cinemas'
    id = Column(Integer, primary_key=True)
    name = Column('cinema_name', String(40), nullable=False)
    screens = relationship('Screen', back_populates='cinema')

class Screen(Base):
    __tablename__ = 'screens'
    id = Column(Integer, primary_key=True)
    seats = Column(Integer, default=50)
    cinema_id = Column(Integer, ForeignKey('cinemas.id'), nullable=False)
    cinema = relationship('Cinema', back_populates='screens')

m = inspect(Cinema)
print(m, m.class_.__name__, m.local_table.name)
print([c.key for c in m.column_attrs], [c.name for c in m.columns])
print([(r.key, r.direction.name, r.uselist, r.mapper.class_.__name__) for r in m.relationships])
print([c.name for c in m.primary_key], m.attrs.keys())
for col in Screen.__table__.columns:
    print(col.name, col.type, col.nullable, col.primary_key, [str(f.column) for f in col.foreign_keys])
c = Cinema(name='Rex', screens=[Screen()])
state = inspect(c)
print(state.attrs.name.value, state.attrs.name.history)
session.add(c)
session.commit()
print(object_session(c) is session, object_session(Screen()))
c.name = 'Roxy'
print(inspect(c).attrs.name.history, session.is_modified(c))
print(inspect(c).identity_key[1], inspect(c).has_identity)
print(sorted(inspect(c).unloaded))
print(Cinema.__table__.c.cinema_name.name, Cinema.name.key, Cinema.name.property.columns[0].name)
print(sorted(inspect(engine).get_table_names()))
