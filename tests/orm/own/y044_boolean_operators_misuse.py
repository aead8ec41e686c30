from sqlalchemy import Column, Integer, String, and_, or_

class Cat(Base):
    __tablename__ = 'cats'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer)

session.add_all([Cat(name='Tom', age=3), Cat(name='Kit', age=1), Cat(name='Mia', age=9)])
session.commit()
print(session.query(Cat.name).filter((Cat.age > 2) & (Cat.name != 'Mia')).all())
print(session.query(Cat.name).filter((Cat.age < 2) | (Cat.age > 8)).order_by(Cat.name).all())
print(session.query(Cat.name).filter(Cat.age > 2, Cat.name.in_(('Mia', 'Kit'))).all())
print(session.query(Cat.name).filter(Cat.name in ['Tom', 'Kit']).all())
print(session.query(Cat.name).filter(Cat.name == 'Tom' or Cat.name == 'Kit').all())
try:
    session.query(Cat).filter(Cat.age > 2 and Cat.age < 5).all()
except TypeError as e:
    print(e)
try:
    session.query(Cat).filter(1 < Cat.age < 5).all()
except TypeError as e:
    print(e)
try:
    session.query(Cat).filter(not Cat.age > 5).all()
except TypeError as e:
    print(e)
print(session.query(Cat.name).filter(Cat.name is None).all())
print(session.query(Cat.name).filter(Cat.age == None, True).all())
print(bool(Cat.name == Cat.name), bool(Cat.name == Cat.age))
try:
    session.query(Cat).filter(Cat.name.contain('o'))
except AttributeError as e:
    print(e)
try:
    session.query(Cat).filter('age > 2').all()
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(Cat).filter(Cat.age.in_(3)).all()
except Exception as e:
    print(type(e).__name__, e)
session.query(Cat).filter(Cat).all()
