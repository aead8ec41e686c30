from sqlalchemy import Column, ForeignKey, Integer, String, inspect, select
from sqlalchemy.orm import Session, relationship
from sqlalchemy.orm.util import identity_key, was_deleted
from sqlalchemy.orm.attributes import flag_modified, get_history, set_committed_value, instance_state
from sqlalchemy.exc import IntegrityError, StatementError

class Planet(Base):
    __tablename__ = 'planets'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    mass = Column(Integer)
    moons = relationship('Moon', back_populates='planet')

class Moon(Base):
    __tablename__ = 'moons'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    planet_id = Column(Integer, ForeignKey('planets.id'))
    planet = relationship('Planet', back_populates='moons')

session.bulk_save_objects([Planet(name='Mars', mass=1), Planet(name='Venus')])
session.bulk_insert_mappings(Moon, [{'name': 'Phobos', 'planet_id': 1}, {'name': 'Deimos', 'planet_id': 1}])
session.commit()
mars = session.query(Planet).filter_by(name='Mars').one()
print([m.name for m in mars.moons], session.get(Planet, 1) is mars)
session.bulk_update_mappings(Planet, [{'id': 1, 'mass': 64}, {'id': 2, 'mass': 486}])
session.commit()
print(mars.mass, identity_key(instance=mars)[1], identity_key(Planet, 1) == inspect(mars).identity_key)
mars.mass = 64
print(session.is_modified(mars), mars in session.dirty, get_history(mars, 'mass'))
mars.mass = 65
print(get_history(mars, 'mass'), session.is_modified(mars))
session.rollback()
print(mars.mass, session.dirty)
flag_modified(mars, 'name')
print(mars in session.dirty)
session.commit()
set_committed_value(mars, 'moons', [])
print(mars.moons, session.is_modified(mars))
session.refresh(mars)
print(len(mars.moons))
phobos = mars.moons[0]
phobos.planet = session.get(Planet, 2)
print(get_history(phobos, 'planet').added[0].name, get_history(mars, 'moons').deleted[0].name)
session.commit()
print(session.execute(select(Planet.name, Moon.name).join(Planet.moons).order_by(Moon.id)).all())
for x in session:
    print(type(x).__name__, x.id)
print(len(session.identity_map), len(list(session.new)))
mars.id = 10
session.commit()
print(session.get(Planet, 10) is mars, session.query(Moon.planet_id).order_by(Moon.id).all())
try:
    session.add(Planet(name='Moon', mass=mars))
    session.commit()
except Exception as e:
    print(type(e).__name__)
    session.rollback()
print(session.query(Planet).count())
