from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Pizza(Base):
    __tablename__ = 'pizzas'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    toppings = relationship('Topping', backref='pizza')

    def __init__(self, name, *toppings):
        if not name:
            raise ValueError('a pizza needs a name')
        self.name = name
        self.toppings = [Topping(name=t) for t in toppings]

    def __str__(self):
        return f'{self.name} with {", ".join(t.name for t in self.toppings)}'

    def __len__(self):
        return len(self.toppings)

    def __contains__(self, name):
        return any(t.name == name for t in self.toppings)

class Topping(Base):
    __tablename__ = 'toppings'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    pizza_id = Column(Integer, ForeignKey('pizzas.id'))

p = Pizza('Funghi', 'mushroom', 'cheese')
print(p, len(p), 'cheese' in p, 'ham' in p)
session.add(p)
session.commit()
empty = Pizza('Bianca')
session.add(empty)
session.commit()
if not empty:
    print('a pizza without toppings is falsy')
print([str(x) for x in session.query(Pizza).order_by(Pizza.name)])
for args in ((), ('',), (None, 'x')):
    try:
        Pizza(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
p.toppings.append('ham')
