from decimal import Decimal
from sqlalchemy import Column, Integer, String, Numeric, ForeignKey, func
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

class Order(Base):
    __tablename__ = 'order'
    id = Column(Integer, primary_key=True)
    customer = Column(String(30), nullable=False)
    order_items = relationship('OrderItem', cascade='all, delete-orphan', backref='order')

    @property
    def total(self):
        return sum((oi.price * oi.quantity for oi in self.order_items), Decimal('0'))

class Item(Base):
    __tablename__ = 'item'
    item_id = Column(Integer, primary_key=True)
    description = Column(String(30), nullable=False)
    price = Column(Numeric(8, 2), nullable=False)

    def __repr__(self):
        return f'Item({self.description!r}, {self.price!r})'

class OrderItem(Base):
    __tablename__ = 'orderitem'
    order_id = Column(Integer, ForeignKey('order.id'), primary_key=True)
    item_id = Column(Integer, ForeignKey('item.item_id'), primary_key=True)
    price = Column(Numeric(8, 2), nullable=False)
    quantity = Column(Integer, nullable=False, default=1)
    item = relationship(Item, lazy='joined')

    def __init__(self, item, price=None, quantity=1):
        self.item = item
        self.price = price or item.price
        self.quantity = quantity

tshirt, mug, hat = Item(description='T-Shirt', price=Decimal('10.99')), Item(description='Mug', price=6.5), Item(description='Hat', price='8.99')
session.add_all([tshirt, mug, hat])
session.commit()

def get_item(name):
    return session.query(Item).filter_by(description=name).one()

order = Order(customer='john smith')
order.order_items.append(OrderItem(get_item('Mug')))
order.order_items.append(OrderItem(get_item('Hat'), Decimal('7.25'), quantity=2))
session.add(order)
session.commit()
print(order.total, [(i.item.description, i.price) for i in order.order_items])
q = session.query(Order).join(Order.order_items).join(OrderItem.item).filter(Item.description == 'Mug', Item.price >= OrderItem.price)
print([o.customer for o in q])
print(session.query(func.sum(OrderItem.price * OrderItem.quantity)).scalar(), session.query(Item).order_by(Item.price).all())
dup = OrderItem(tshirt)
order.order_items.append(dup)
order.order_items.append(OrderItem(tshirt, quantity=3))
session.commit()
