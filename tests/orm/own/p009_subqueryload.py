from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, subqueryload

class Farm(Base):
    __tablename__ = 'farms'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    animals = relationship('Animal', back_populates='farm', order_by='Animal.id')

class Animal(Base):
    __tablename__ = 'animals'
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    farm_id = Column(Integer, ForeignKey('farms.id'))
    farm = relationship('Farm', back_populates='animals')

session.add_all([
    Farm(name='North', animals=[Animal(kind='cow'), Animal(kind='hen')]),
    Farm(name='South', animals=[Animal(kind='pig')]),
    Farm(name='Empty'),
])
session.commit()
session.expunge_all()
for farm in session.query(Farm).options(subqueryload(Farm.animals)).order_by(Farm.id).all():
    print(farm.name, [a.kind for a in farm.animals])
session.expunge_all()
farm = session.query(Farm).filter(Farm.name == 'South').options(subqueryload(Farm.animals)).one()
print(len(farm.animals), farm.animals[0].farm is farm)
