from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Zoo(Base):
    __tablename__ = 'zoos'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    animals = relationship('Animal', backref='zoo', cascade='all, delete')

class Animal(Base):
    __tablename__ = 'animals'
    id = Column(Integer, primary_key=True)
    species = Column(String)
    zoo_id = Column(Integer, ForeignKey('zoos.id'))

z = Zoo(name='City Zoo')
z.animals.append(Animal(species='lion'))
z.animals.append(Animal(species='seal'))
z.animals.append(Animal(species='ibis'))
session.add(z)
session.commit()

# removing only clears the key ...
seal = session.query(Animal).filter_by(species='seal').one()
z.animals.remove(seal)
session.commit()
print(seal.zoo_id, session.query(Animal).count())

# ... deleting the zoo deletes those that are still there
session.delete(z)
session.commit()
print([a.species for a in session.query(Animal)])
