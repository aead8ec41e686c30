from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class OrderLine(Base):
    __tablename__ = 'order_lines'
    order_id = Column(ForeignKey('orders.id'), primary_key=True)
    product_id = Column(ForeignKey('products.id'), primary_key=True)
    quantity = Column(Integer, default=1)
    product = relationship('Product', back_populates='lines')
    order = relationship('Order', back_populates='lines')

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    lines = relationship('OrderLine', back_populates='order', cascade='all, delete-orphan')

    def total(self):
        return sum(line.quantity * line.product.price for line in self.lines)

class Product(Base):
    __tablename__ = 'products'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Integer)
    lines = relationship('OrderLine', back_populates='product')

pen = Product(name='pen', price=2)
ink = Product(name='ink', price=7)
o = Order()
o.lines.append(OrderLine(product=pen, quantity=5))
o.lines.append(OrderLine(product=ink))
session.add(o)
session.commit()
print(o.total())
for line in o.lines:
    print(line.order_id, line.product_id, line.product.name, line.quantity)
print(session.get(OrderLine, (1, 2)).quantity)
o.lines.remove(o.lines[0])
session.commit()
print(o.total(), len(pen.lines))
