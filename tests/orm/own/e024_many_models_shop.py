from sqlalchemy import Column, Integer, String, Numeric, DateTime, ForeignKey, Table, func
from sqlalchemy.orm import relationship, backref

class Customer(Base):
    __tablename__ = 'customers'

    id = Column(Integer, primary_key=True)
    email = Column(String(120), unique=True, nullable=False, index=True)
    cart = relationship('Cart', uselist=False, back_populates='customer', cascade='all, delete-orphan')
    addresses = relationship('Address', backref=backref('customer', lazy='joined'))

class Cart(Base):
    __tablename__ = 'carts'

    id = Column(Integer, primary_key=True)
    customer_id = Column(Integer, ForeignKey(Customer.id, ondelete='CASCADE'), unique=True, nullable=False)
    customer = relationship(Customer, back_populates='cart')
    items = relationship('Item', secondary='cart_items', backref='carts')

class Item(Base):
    __tablename__ = 'items'

    sku = Column(String(16), primary_key=True)
    price = Column(Numeric(8, 2), nullable=False)
    added = Column(DateTime, server_default=func.now())

cart_items = Table(
    'cart_items', Base.metadata,
    Column('cart_id', Integer, ForeignKey('carts.id'), primary_key=True),
    Column('sku', String(16), ForeignKey('items.sku', onupdate='CASCADE', ondelete='RESTRICT'), primary_key=True),
    Column('quantity', Integer, nullable=False, default=1),
)

class Address(Base):
    __tablename__ = 'addresses'

    id = Column(Integer, primary_key=True)
    street = Column(String)
    customer_id = Column(ForeignKey('customers.id', name='fk_addr_customer'))
