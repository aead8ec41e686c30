from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, subqueryload, contains_eager

class Region(Base):
    __tablename__ = 'regions'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    lakes = relationship('Lake', back_populates='region')

class Lake(Base):
    __tablename__ = 'lakes'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    depth = Column(Integer)
    region_id = Column(Integer, ForeignKey('regions.id'))
    region = relationship('Region', back_populates='lakes')

session.add_all([
    Region(name='North', lakes=[Lake(name='Inari', depth=92), Lake(name='Kemi', depth=24)]),
    Region(name='South', lakes=[Lake(name='Vesi', depth=40)]),
    Region(name='Dry'),
])
session.commit()
session.expunge_all()

for r in session.query(Region).options(subqueryload(Region.lakes)).order_by(Region.id):
    print(r.name, [l.name for l in r.lakes])
session.expunge_all()
q = session.query(Region).join(Region.lakes).filter(Lake.depth > 30).options(contains_eager(Region.lakes)).order_by(Lake.id)
for r in q:
    print(r.name, [l.name for l in r.lakes])
session.expunge_all()
for l in session.query(Lake).join(Lake.region).options(contains_eager(Lake.region)).filter(Region.name == 'North').order_by(Lake.depth):
    print(l.name, l.region.name)
