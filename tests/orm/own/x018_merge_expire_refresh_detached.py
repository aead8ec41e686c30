from sqlalchemy import Column, ForeignKey, Integer, String, inspect
from sqlalchemy.orm import Session, relationship
from sqlalchemy.orm.exc import DetachedInstanceError

class Customer(Base):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    orders = relationship('Order', back_populates='customer', cascade='all, delete-orphan')

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    item = Column(String)
    customer_id = Column(Integer, ForeignKey('customers.id'))
    customer = relationship('Customer', back_populates='orders')

c = Customer(id=1, name='Hal', orders=[Order(id=1, item='pen')])
print(inspect(c).transient, inspect(c).pending, inspect(c).persistent)
session.add(c)
print(inspect(c).pending)
session.commit()
print(inspect(c).persistent, inspect(c).identity)
c.name
session.expunge(c)
print(inspect(c).detached, c in session)
try:
    c.orders
except DetachedInstanceError as e:
    print(e)
c.name = 'Harry'
again = session.merge(c)
print(again is c, again.name, session.dirty)
session.commit()
new = session.merge(Customer(id=2, name='Ida', orders=[Order(id=1, item='ink')]))
session.flush()
print(new.orders[0].item, again.orders)
session.expire(again, ['name'])
print('name' in again.__dict__, again.name)
session.refresh(again)
print(sorted(k for k in again.__dict__ if not k.startswith('_')))
merged = session.merge(Customer(id=2, name='never'), load=True)
session.rollback()
print(session.query(Customer.name).order_by(Customer.id).all())
