from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Customer(Base):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    billing_address_id = Column(Integer, ForeignKey('addresses.id'))
    shipping_address_id = Column(Integer, ForeignKey('addresses.id'))
    billing_address = relationship('Address')
    shipping_address = relationship('Address')

class Address(Base):
    __tablename__ = 'addresses'
    id = Column(Integer, primary_key=True)
    street = Column(String)

c = Customer()
