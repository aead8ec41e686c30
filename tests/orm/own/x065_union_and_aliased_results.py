from sqlalchemy import Column, ForeignKey, Integer, String, func, literal, select, union_all
from sqlalchemy.orm import aliased, relationship

class Dog(Base):
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='dogs')

class Cat(Base):
    __tablename__ = 'cats'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'))

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    dogs = relationship('Dog', back_populates='owner')
    cats = relationship('Cat', backref='owner')

    def __repr__(self):
        return self.name

session.add_all([
    Owner(name='Kit', dogs=[Dog(name='Rex', age=3), Dog(name='Ace', age=9)], cats=[Cat(name='Tom')]),
    Owner(name='Lea', cats=[Cat(name='Moo'), Cat(name='Zsa')]),
    Owner(name='Moe', dogs=[Dog(name='Odd', age=1)]),
])
session.commit()
pets = union_all(
    select(Dog.name, literal('dog').label('kind'), Dog.owner_id),
    select(Cat.name, literal('cat'), Cat.owner_id),
).subquery('pets')
for row in session.execute(select(Owner.name, pets.c.kind, func.count()).join(pets, pets.c.owner_id == Owner.id).group_by(Owner.name, pets.c.kind).order_by(Owner.name, pets.c.kind)):
    print(*row)
print(session.execute(select(pets.c.name).order_by(pets.c.name.desc()).limit(2)).scalars().all())
dog_owner = session.query(Owner).join(Owner.dogs)
cat_owner = session.query(Owner).join(Owner.cats)
print(dog_owner.union(cat_owner).order_by(Owner.id).all())
print(dog_owner.intersect(cat_owner).all())
print(dog_owner.except_(cat_owner).all())
print(dog_owner.union_all(cat_owner).count())
u = select(Owner).where(Owner.name == 'Kit').union(select(Owner).where(Owner.name == 'Moe')).order_by('name').subquery()
oa = aliased(Owner, u)
print(session.scalars(select(oa)).all())
print(session.scalars(select(Owner).from_statement(select(Owner).where(Owner.id == 1).union_all(select(Owner).where(Owner.id == 2)))).all())
young = session.query(Dog).filter(Dog.age < 5).subquery()
print(session.query(Owner, young.c.name).join(young, Owner.id == young.c.owner_id).order_by(young.c.name).all())
print(session.query(func.count('*')).select_from(Dog).filter(Dog.age.in_(session.query(func.max(Dog.age)))).scalar())
