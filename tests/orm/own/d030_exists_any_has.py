from sqlalchemy import Column, Integer, String, ForeignKey, exists
from sqlalchemy.orm import relationship

class Town(Base):
    __tablename__ = 'towns'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    parks = relationship('Park', back_populates='town')

class Park(Base):
    __tablename__ = 'parks'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    size = Column(Integer)
    town_id = Column(Integer, ForeignKey('towns.id'))
    town = relationship('Town', back_populates='parks')

session.add_all([
    Town(name='Bath', parks=[Park(name='Royal', size=57), Park(name='Hedge', size=5)]),
    Town(name='Ely', parks=[Park(name='Jubilee', size=4)]),
    Town(name='Dull'),
    Park(name='Nowhere', size=1),
])
session.commit()

print([t.name for t in session.query(Town).filter(Town.parks.any()).order_by(Town.name)])
print([t.name for t in session.query(Town).filter(~Town.parks.any())])
print([t.name for t in session.query(Town).filter(Town.parks.any(Park.size > 10))])
print([t.name for t in session.query(Town).filter(Town.parks.any(name='Jubilee', size=4))])
print([p.name for p in session.query(Park).filter(Park.town.has(name='Bath')).order_by(Park.id)])
print([p.name for p in session.query(Park).filter(Park.town.has(Town.name.like('E%')))])
print([p.name for p in session.query(Park).filter(~Park.town.has())])
bath = session.query(Town).filter_by(name='Bath').one()
royal = bath.parks[0]
print(session.query(Park).filter(Park.town == bath).count(), session.query(Park).filter(Park.town != bath).count())
print(session.query(Town).filter(Town.parks.contains(royal)).one().name)
print(session.query(Park).filter(Park.town == None).one().name)
print(session.query(session.query(Park).filter_by(name='Hedge').exists()).scalar())
print(session.query(exists().where(Park.name == 'Nope')).scalar())
print(session.query(Town.name).filter(exists().where(Park.town_id == Town.id)).order_by(Town.id).all())
