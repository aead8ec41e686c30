from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import aliased, contains_eager, joinedload, relationship, selectinload, with_loader_criteria

class Zoo(Base):
    __tablename__ = 'zoos'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cages = relationship('Cage', back_populates='zoo', order_by='Cage.id')

class Cage(Base):
    __tablename__ = 'cages'
    id = Column(Integer, primary_key=True)
    label = Column(String)
    zoo_id = Column(Integer, ForeignKey('zoos.id'))
    zoo = relationship('Zoo', back_populates='cages')
    animals = relationship('Animal', back_populates='cage')

class Animal(Base):
    __tablename__ = 'animals'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cage_id = Column(Integer, ForeignKey('cages.id'))
    cage = relationship('Cage', back_populates='animals')

session.add_all([
    Zoo(name='Berlin', cages=[Cage(label='A', animals=[Animal(name='lion'), Animal(name='lynx')]), Cage(label='B')]),
    Zoo(name='Prague', cages=[Cage(label='C', animals=[Animal(name='seal')])]),
])
session.commit()

def fresh():
    session.expunge_all()

fresh()
q = (session.query(Zoo).join(Zoo.cages).join(Cage.animals)
     .options(contains_eager(Zoo.cages).contains_eager(Cage.animals))
     .filter(Animal.name.like('l%')).order_by(Animal.id))
for z in q:
    print(z.name, [(c.label, [a.name for a in c.animals]) for c in z.cages])
fresh()
ca = aliased(Cage)
q = session.query(Zoo).join(ca, Zoo.cages).options(contains_eager(Zoo.cages.of_type(ca))).filter(ca.label == 'B')
print([c.label for c in q.one().cages])
fresh()
q = session.query(Zoo).options(joinedload(Zoo.cages.and_(Cage.label != 'A'))).order_by(Zoo.id)
print([[c.label for c in z.cages] for z in q])
fresh()
q = session.query(Zoo).options(selectinload(Zoo.cages), with_loader_criteria(Cage, Cage.label == 'A')).order_by(Zoo.id)
print([[c.label for c in z.cages] for z in q])
fresh()
za = aliased(Zoo)
print([len(z.cages) for z in session.query(za).options(selectinload(za.cages)).order_by(za.name.desc())])
fresh()
for a in session.query(Animal).options(joinedload(Animal.cage, innerjoin=True).joinedload(Cage.zoo)).order_by(Animal.name):
    print(a.name, a.cage.zoo.name)
