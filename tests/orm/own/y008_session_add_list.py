from sqlalchemy import Column, Integer, String

class Fruit(Base):
    __tablename__ = 'fruits'
    id = Column(Integer, primary_key=True)
    name = Column(String)

fruits = [Fruit(name=n) for n in 'apple pear plum'.split()]
try:
    session.add(fruits)
except Exception as error:
    print(error.__class__.__name__ + ':', error)
session.add_all(fruits)
session.commit()
print('%d fruits: %s' % (session.query(Fruit).count(), ', '.join(f.name for f in session.query(Fruit))))
try:
    session.add_all(Fruit(name='fig'))
except TypeError as error:
    print(error)
session.add(Fruit)
