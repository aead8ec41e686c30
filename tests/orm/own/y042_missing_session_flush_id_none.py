from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    number = Column(String)
    lines = relationship('Line')

class Line(Base):
    __tablename__ = 'lines'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    order_id = Column(Integer, ForeignKey('orders.id'))

order = Order(number='2024-1')
session.add(order)
line = Line(text='first', order_id=order.id)   # order.id is still None here!
session.add(line)
session.commit()
print(line.order_id, order.lines)
session.flush()
line2 = Line(text='second', order_id=order.id)
order.lines.append(Line(text='third'))
session.add(line2)
session.commit()
print(sorted(l.text for l in order.lines))
try:
    print(line.order.number)
except AttributeError as e:
    print('AttributeError:', e)
line.order_id = order
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, str(e).split('\n')[0].split('<')[0])
    session.rollback()
print(line.order_id)
Line(order=order)
