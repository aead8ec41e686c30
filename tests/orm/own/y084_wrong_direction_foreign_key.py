from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    address_id = Column(Integer, ForeignKey('addresses.id'))
    addresses = relationship('Address', back_populates='user')

class Address(Base):
    __tablename__ = 'addresses'
    id = Column(Integer, primary_key=True)
    email = Column(String)
    user = relationship('User', back_populates='addresses')

u = User(name='Ann')
print(u.addresses)
a = Address(email='a@b.c')
try:
    u.addresses.append(a)
except AttributeError as e:
    print(e)
u.addresses = a
print([x.name for x in a.user])
try:
    u.addresses = [a]
except Exception as e:
    print(type(e).__name__, e)
session.add(u)
session.commit()
print(u.address_id, a.user[0] is u)
