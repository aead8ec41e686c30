from sqlalchemy import Column, Integer, String, ForeignKey, inspect
from sqlalchemy.orm import relationship, make_transient_to_detached

class Farm(Base):
    __tablename__ = 'farms'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    barns = relationship('Barn', cascade='all')
    fields = relationship('Field')

class Barn(Base):
    __tablename__ = 'barns'
    id = Column(Integer, primary_key=True)
    colour = Column(String)
    farm_id = Column(Integer, ForeignKey('farms.id'))

class Field(Base):
    __tablename__ = 'fields'
    id = Column(Integer, primary_key=True)
    crop = Column(String)
    farm_id = Column(Integer, ForeignKey('farms.id'))

farm = Farm(name='Hill', barns=[Barn(colour='red')], fields=[Field(crop='oats')])
session.add(farm)
session.flush()
barn, field = farm.barns[0], farm.fields[0]

session.expire(farm)
print('colour' in barn.__dict__, 'crop' in field.__dict__)
print(farm.barns[0].colour, farm.fields[0].crop)

session.expunge(farm)
print(farm in session, barn in session, field in session)
session.add(farm)
print(barn in session)
session.commit()

print(farm.barns[0] is barn, farm.fields[0] is field)
session.expunge_all()
print(farm in session, field in session, len(session.identity_map))

ghost = Farm(id=1)
make_transient_to_detached(ghost)
print(inspect(ghost).detached)
session.add(ghost)
print(ghost.name, len(ghost.barns))

session.delete(ghost)
session.commit()
print(session.query(Barn).count(), session.query(Field).one().farm_id)
