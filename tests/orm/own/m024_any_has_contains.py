from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    pets = relationship('Pet', back_populates='owner')

class Pet(Base):
    __tablename__ = 'pets'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    kind = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='pets')

rex = Pet(name='Rex', kind='dog')
session.add_all([Owner(name='Ann', pets=[rex, Pet(name='Tom', kind='cat')]), Owner(name='Bob'), Pet(name='Stray', kind='cat')])
session.commit()
print([o.name for o in session.query(Owner).filter(Owner.pets.any())])
print([o.name for o in session.query(Owner).filter(Owner.pets.any(kind='fish'))])
print([o.name for o in session.query(Owner).filter(~Owner.pets.any(Pet.kind == 'dog'))])
print([p.name for p in session.query(Pet).filter(Pet.owner.has(name='Ann')).order_by(Pet.id)])
print([o.name for o in session.query(Owner).filter(Owner.pets.contains(rex))])
print([p.name for p in session.query(Pet).filter(Pet.owner == None)])
