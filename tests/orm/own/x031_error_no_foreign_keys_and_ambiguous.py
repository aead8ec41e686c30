from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.exc import AmbiguousForeignKeysError, NoForeignKeysError
from sqlalchemy.orm import declarative_base, relationship

First = declarative_base()

class Owner(First):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    pets = relationship('Pet', back_populates='owner')

class Pet(First):
    __tablename__ = 'pets'
    id = Column(Integer, primary_key=True)
    owner_id = Column(Integer)
    owner = relationship('Owner', back_populates='pets')

try:
    Owner()
except NoForeignKeysError as e:
    print(type(e).__name__)
    print(e)
try:
    Pet()
except Exception as e:
    print(type(e).__name__)
    print(e)

Second = declarative_base()

class Address(Second):
    __tablename__ = 'addresses'
    id = Column(Integer, primary_key=True)
    street = Column(String)

class Customer(Second):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    billing_id = Column(Integer, ForeignKey('addresses.id'))
    shipping_id = Column(Integer, ForeignKey('addresses.id'))
    billing = relationship('Address')
    shipping = relationship('Address')

Customer(billing=Address(street='Main'))
