from sqlalchemy import Column, Integer, String, select, union_all, union, text, literal
from sqlalchemy.orm import aliased

class Cat(Base):
    __tablename__ = 'cats'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer)

class Dog(Base):
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer)

session.add_all([Cat(name='Tom', age=3), Cat(name='Misty', age=12), Cat(name='Luna', age=1)])
session.add_all([Dog(name='Rex', age=12), Dog(name='Luna', age=5)])
session.commit()

u = union_all(select(Cat.name, literal('cat').label('kind')), select(Dog.name, literal('dog')))
print(session.execute(u.order_by('name', 'kind')).all())
print(session.execute(union(select(Cat.name), select(Dog.name)).order_by('name')).scalars().all())

u = union_all(select(Cat).where(Cat.age < 2), select(Cat).where(Cat.age > 10)).order_by(Cat.age)
cats = session.scalars(select(Cat).from_statement(u)).all()
print([(c.name, type(c).__name__) for c in cats])

sub = u.order_by(None).subquery()
Some = aliased(Cat, sub)
print(session.scalars(select(Some.name).order_by(Some.name.desc())).all())

names = select(Cat.name).intersect(select(Dog.name))
print(session.scalars(names).all())
print(session.scalars(select(Cat.name).except_(select(Dog.name)).order_by(Cat.name)).all())

q1 = session.query(Cat).filter(Cat.age > 2)
q2 = session.query(Cat).filter(Cat.name.like('L%'))
print([c.name for c in q1.union(q2).order_by(Cat.name)])

stmt = text('SELECT id, name, age FROM dogs WHERE age >= :a ORDER BY id').bindparams(a=5)
print([d.name for d in session.scalars(select(Dog).from_statement(stmt))])
stmt = text('SELECT name, id FROM dogs ORDER BY name').columns(Dog.name, Dog.id)
print(session.execute(stmt).all())
sq = stmt.subquery('d')
print(session.execute(select(sq.c.name).where(sq.c.id == 1)).scalar())
try:
    session.execute(union(select(Cat.id, Cat.name), select(Dog.id))).all()
except Exception as e:
    print(type(e).__name__)
