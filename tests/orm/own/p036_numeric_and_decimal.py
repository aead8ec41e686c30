from decimal import Decimal
from sqlalchemy import Column, Integer, String, Numeric, Float, func

class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Numeric(10, 2))
    weight = Column(Float)

session.add_all([Item(name='tea', price=Decimal('3.50'), weight=0.25), Item(name='jam', price=Decimal('2.25'), weight=1)])
session.commit()
tea = session.query(Item).filter_by(name='tea').one()
print(tea.price, repr(tea.price), repr(tea.weight))
print(tea.price * 3, tea.price + Decimal('0.10'), f'{tea.price:.1f}')
print(session.query(func.sum(Item.price)).scalar())
print([i.name for i in session.query(Item).filter(Item.price < 3)])
try:
    print(tea.price * 1.5)
except TypeError as e:
    print(e)
print(sum(i.price for i in session.query(Item)), Decimal('0.1') + Decimal('0.2') == Decimal('0.3'))
