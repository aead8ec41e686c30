from sqlalchemy import Column, Integer, String, and_, or_, not_

class Fruit(Base):
    __tablename__ = 'fruits'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    colour = Column(String)
    weight = Column(Integer)

session.add_all([
    Fruit(name='apple', colour='red', weight=150),
    Fruit(name='banana', colour='yellow', weight=120),
    Fruit(name='cherry', colour='red', weight=8),
    Fruit(name='Fig', colour=None, weight=40),
])
session.commit()

def names(*crit):
    return [f.name for f in session.query(Fruit).filter(*crit).order_by(Fruit.id)]

print(names(Fruit.colour == 'red'))
print(names(Fruit.colour != 'red'))
print(names(Fruit.weight > 100, Fruit.colour == 'red'))
print(names(Fruit.name.like('%an%')))
print(names(Fruit.name.ilike('f%')))
print(names(Fruit.name.in_(['apple', 'Fig', 'kiwi'])))
print(names(~Fruit.name.in_(['apple'])))
print(names(Fruit.colour.is_(None)))
print(names(Fruit.colour == None))
print(names(Fruit.colour.isnot(None)))
print(names(and_(Fruit.weight >= 8, Fruit.weight <= 120)))
print(names(or_(Fruit.name == 'Fig', Fruit.weight > 140)))
print(names(not_(Fruit.colour == 'red')))
print(names(Fruit.weight.between(40, 120)))
print(names(Fruit.name.startswith('b') | Fruit.name.endswith('y')))
