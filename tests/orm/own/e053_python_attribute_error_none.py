class Customer(db.Model):
    __tablename__ = 'customers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    orders = db.relationship('Order', backref='customer')

class Order(db.Model):
    __tablename__ = 'orders'
    id = db.Column(db.Integer, primary_key=True)
    total = db.Column(db.Integer)
    customer_id = db.Column(db.Integer, db.ForeignKey('customers.id'))

def biggest(orders):
    return max(orders, key=lambda o: o.total)

cara = Customer(name='Cara', orders=[Order(total=5), Order(total=50)])
dan = Customer(name='Dan')
db.session.add_all([cara, dan, Order(total=1)])
db.session.commit()
print(biggest(cara.orders).total)
try:
    biggest(dan.orders)
except ValueError as e:
    print('ValueError', e)
for order in Order.query.order_by(Order.id):
    print(order.total, order.customer.name)
