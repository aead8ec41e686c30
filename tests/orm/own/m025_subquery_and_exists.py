from sqlalchemy import Column, Integer, String, ForeignKey, func, select, exists
from sqlalchemy.orm import relationship

class Customer(Base):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    orders = relationship('Order', back_populates='customer')

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    total = Column(Integer)
    customer_id = Column(Integer, ForeignKey('customers.id'))
    customer = relationship('Customer', back_populates='orders')

session.add_all([
    Customer(name='Ann', orders=[Order(total=10), Order(total=30)]),
    Customer(name='Bob', orders=[Order(total=5)]),
    Customer(name='Cid'),
])
session.commit()
sub = session.query(Order.customer_id, func.count(Order.id).label('n')).group_by(Order.customer_id).subquery()
q = session.query(Customer.name, sub.c.n).outerjoin(sub, Customer.id == sub.c.customer_id).order_by(Customer.id)
print(q.all())
avg = select(func.avg(Order.total)).scalar_subquery()
print([o.total for o in session.scalars(select(Order).where(Order.total > avg))])
stmt = select(Customer.name).where(exists().where(Order.customer_id == Customer.id)).order_by(Customer.name)
print(session.scalars(stmt).all())
