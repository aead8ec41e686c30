from sqlalchemy import Column, Integer, String, ForeignKey, func, desc, and_, or_, not_
from sqlalchemy.orm import relationship

class Customer(Base):
    __tablename__ = 'customers'
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    city = Column(String(30))
    orders = relationship('Order', backref='customer')

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    total = Column(Integer)
    status = Column(String(10), default='open')
    customer_id = Column(Integer, ForeignKey('customers.id'))

data = {'Ann': ('Oslo', [10, 20]), 'Bob': ('Rome', [5]), 'Cid': ('Oslo', []), 'Dee': ('Lima', [50, 50, 1])}
for name, (city, totals) in data.items():
    session.add(Customer(name=name, city=city, orders=[Order(total=t, status='paid' if t > 9 else 'open') for t in totals]))
session.commit()
q = session.query(Customer.name, func.sum(Order.total).label('sum'), func.count(Order.id).label('n')).outerjoin(Customer.orders)
q = q.group_by(Customer.name)
for r in q.order_by(desc('sum')).all():
    print('{:<5} {:>5} {}'.format(r.name, r.sum if r.sum is not None else '-', r.n))
print(q.having(func.count(Order.id) >= 2).order_by(Customer.name).all())
print(session.query(Customer).filter(or_(Customer.city == 'Oslo', and_(Customer.name.like('D%'), not_(Customer.city.in_(['Rome']))))).count())
sub = session.query(Order.customer_id, func.max(Order.total).label('top')).group_by(Order.customer_id).subquery()
print(session.query(Customer.name, sub.c.top).join(sub, sub.c.customer_id == Customer.id).order_by(sub.c.top).all())
print(session.query(Customer.name).filter(Customer.id.in_(session.query(Order.customer_id).filter_by(status='open'))).all())
print(session.query(Customer.city, func.count()).group_by(Customer.city).having(func.count() > 1).one())
print(session.query(func.avg(Order.total)).filter(Order.status == 'paid').scalar())
print(session.query(Customer).join(Order).filter(Order.total == 50).all()[0].name, len(session.query(Customer, Order).join(Order).filter(Order.total == 50).all()))
print(session.query(Order.total).order_by(Order.total.desc()).limit(2).offset(1).all())
print(session.query(Customer.name.label('who'), Order.total).filter(Customer.id == Order.customer_id).order_by('who', Order.total).first()._mapping)
print(session.query(session.query(Order).filter(Order.total > 40).exists()).scalar())
print([c.name for c in session.query(Customer).filter(Customer.orders.any(Order.status == 'open'))])
print(session.query(Order).filter(Order.customer.has(city='Oslo')).count())
print(session.query(Customer).filter(Customer.orders == None).one().name)
print(session.query(func.lower(Customer.name) + '@' + Customer.city).filter(Customer.name.between('B', 'D')).all())
ann = session.query(Customer).filter(Customer.name == 'Ann').one()
print(session.query(Order).with_parent(ann).count(), session.query(Order).filter(Order.customer == ann).count())
