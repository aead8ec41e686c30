from sqlalchemy import Column, Integer, String, Table, ForeignKey, select, func
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import relationship

class Customer(Base):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    orders = relationship('Order', back_populates='customer')

order_items = Table('order_items', Base.metadata,
    Column('order_id', ForeignKey('orders.id'), primary_key=True),
    Column('cake_id', ForeignKey('cakes.id'), primary_key=True))

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    customer_id = Column(Integer, ForeignKey('customers.id'))
    paid = Column(Integer, default=0)
    customer = relationship('Customer', back_populates='orders')
    cakes = relationship('Cake', secondary=order_items)

class Cake(Base):
    __tablename__ = 'cakes'
    id = Column(Integer, primary_key=True)
    flavour = Column(String)

class Leaflet(Base):
    __tablename__ = 'leaflets'
    id = Column(Integer, primary_key=True)

lemon, plum = Cake(flavour='lemon'), Cake(flavour='plum')
session.add_all([
    Customer(name='Olga', orders=[Order(cakes=[lemon, plum], paid=1), Order(cakes=[plum])]),
    Customer(name='Pim', orders=[Order(cakes=[lemon])]),
    Customer(name='Quin'),
])
session.commit()

stmt = select(Customer.name, Cake.flavour).join(Customer.orders).join(Order.cakes).order_by(Customer.name, Order.id, Cake.flavour)
print(stmt)
print(session.execute(stmt).all())

stmt = select(Customer.name).join(Order).where(Order.paid == 1)
print(session.scalars(stmt).all())
stmt = select(Customer.name, Order.id).outerjoin(Customer.orders.and_(Order.paid == 1)).order_by(Customer.id)
print(session.execute(stmt).all())
stmt = select(Customer.name).join(Order, Customer.id == Order.customer_id, isouter=True).where(Order.id.is_(None))
print(session.scalars(stmt).all())
stmt = select(func.count()).select_from(Order).join(Order.customer).where(Customer.name == 'Olga')
print(session.scalar(stmt))
print(select(Cake).select_from(Order).join(Order.cakes).join(Order.customer).filter_by(name='Pim'))
print(select(Customer).join(Order, full=True).with_only_columns(Customer.id))
try:
    print(select(Customer).join(Leaflet))
except InvalidRequestError as e:
    print('InvalidRequestError', str(e).startswith("Don't know how to join"))
session.execute(select(Customer).join(Cake))
