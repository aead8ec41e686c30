from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import AmbiguousForeignKeysError
from sqlalchemy.orm import relationship

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    item = Column(String)
    billing_id = Column(Integer, ForeignKey('addresses.id'))
    shipping_id = Column(Integer, ForeignKey('addresses.id'))
    billing = relationship('Address', foreign_keys=[billing_id])
    shipping = relationship('Address', foreign_keys='Order.shipping_id')

class Address(Base):
    __tablename__ = 'addresses'
    id = Column(Integer, primary_key=True)
    street = Column(String)

office = Address(street='Mill Lane 3')
home = Address(street='Oak Road 9')
session.add(Order(item='lamp', billing=office, shipping=home))
session.add(Order(item='sofa', billing=home, shipping=home))
session.commit()
for o in session.query(Order):
    print(o.item, '|', o.billing.street, '|', o.shipping.street)
q = session.query(Order.item).join(Order.billing).filter(Address.street.like('Oak%'))
print(q)
print(q.all())
try:
    session.query(Order).join(Address).all()
except AmbiguousForeignKeysError as e:
    print(e)
print(session.query(Order.item).join(Address, Order.shipping_id == Address.id).count())
