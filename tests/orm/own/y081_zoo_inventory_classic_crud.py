from sqlalchemy import create_engine, Column, Integer, String, ForeignKey, func
from sqlalchemy.orm import declarative_base, sessionmaker, relationship

engine = create_engine('sqlite:///:memory:', echo=False)
Base = declarative_base()
Session = sessionmaker(bind=engine)

class Keeper(Base):
    __tablename__ = 'keepers'
    id = Column(Integer, primary_key=True)
    name = Column(String(40), nullable=False)
    animals = relationship('Animal', back_populates='keeper', cascade='all')

class Animal(Base):
    __tablename__ = 'animals'
    id = Column(Integer, primary_key=True)
    species = Column(String)
    weight = Column(Integer, default=1)
    keeper_id = Column(Integer, ForeignKey('keepers.id'))
    keeper = relationship('Keeper', back_populates='animals')

    def __repr__(self):
        return "<Animal(species='%s', weight=%d)>" % (self.species, self.weight)

Base.metadata.create_all(engine)
session = Session()

def add_animal(species, weight=None, keeper=None):
    kwargs = {'species': species, 'keeper': keeper}
    if weight:
        kwargs['weight'] = weight
    animal = Animal(**kwargs)
    session.add(animal)
    return animal

kim = Keeper(name='Kim')
lion = add_animal('lion', 190, kim)
add_animal('owl', keeper=kim)
add_animal('snake', 3)
session.commit()
print(session.query(Animal).all())
heavy = session.query(Animal).filter(Animal.weight >= 3).order_by(Animal.species.asc())
print([a.species for a in heavy], heavy.count())
lion.weight -= 15
session.commit()
print(session.query(Animal.weight).filter_by(species='lion').scalar())
print(session.query(Keeper.name, func.count(Animal.id)).join(Animal).group_by(Keeper.name).all())
print(session.query(Animal).filter(Animal.keeper == None).one())
session.delete(kim)
session.commit()
print(session.query(Animal).count(), session.query(Keeper).first())
