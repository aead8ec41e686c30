from sqlalchemy import Column, Integer, String, Float

class Product(Base):
    __tablename__ = 'products'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Float)

    def __init__(self, name, price=0.0):
        self.name = name
        self.price = price

    def discount(self, percent):
        if not 0 <= percent <= 100:
            raise ValueError(f'percent must be between 0 and 100, not {percent}')
        self.price = round(self.price * (100 - percent) / 100, 2)
        return self

    def __str__(self):
        return f'{self.name}: ${self.price:,.2f}'

p = Product('Lamp', 1234.5)
session.add(p)
session.commit()
print(p)
print(p.discount(10).discount(5))
session.commit()
try:
    Product()
except TypeError as e:
    print(e)
try:
    Product(name='x', cost=3)
except TypeError as e:
    print(e)
p.discount(120)
