from decimal import Decimal

class Product(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(12), unique=True, nullable=False)
    price = db.Column(db.Numeric(10, 2), nullable=False)
    lines = db.relationship('OrderLine', back_populates='product')

class Order(db.Model):
    __tablename__ = 'orders'
    id = db.Column(db.Integer, primary_key=True)
    customer = db.Column(db.String(40), nullable=False, index=True)
    lines = db.relationship('OrderLine', back_populates='order', cascade='all, delete-orphan', lazy='joined')

    @property
    def total(self):
        return sum((l.quantity * l.product.price for l in self.lines), Decimal('0.00'))

    def add(self, product, quantity=1):
        for line in self.lines:
            if line.product is product:
                line.quantity += quantity
                return line
        line = OrderLine(product=product, quantity=quantity)
        self.lines.append(line)
        return line

class OrderLine(db.Model):
    order_id = db.Column(db.Integer, db.ForeignKey('orders.id'), primary_key=True)
    product_id = db.Column(db.Integer, db.ForeignKey('product.id'), primary_key=True)
    quantity = db.Column(db.Integer, nullable=False, default=1)
    order = db.relationship('Order', back_populates='lines')
    product = db.relationship('Product', back_populates='lines', lazy='joined')

pen = Product(sku='PEN', price=Decimal('1.20'))
ink = Product(sku='INK', price='7.05')
db.session.add_all([pen, ink])
db.session.commit()
order = Order(customer='Ada')
order.add(pen, 3)
order.add(ink)
order.add(pen)
db.session.add(order)
db.session.commit()
print(order.total, [(l.product.sku, l.quantity) for l in order.lines])
db.session.expunge_all()
order = db.session.execute(db.select(Order)).unique().scalar_one()
print(f'{order.customer}: {order.total:.2f}', len(order.lines))
total = db.func.sum(OrderLine.quantity * Product.price)
print(db.session.query(Order.customer, total.label('total')).select_from(Order).join(OrderLine).join(Product).group_by(Order.id).all())
order.lines = [l for l in order.lines if l.product.sku != 'PEN']
db.session.commit()
print(OrderLine.query.count(), OrderLine.query.get((1, 2)).quantity)
print(Product.query.filter(~Product.lines.any()).one().sku)
db.session.add(OrderLine(order_id=1, product_id=2))
try:
    db.session.commit()
except Exception as e:
    db.session.rollback()
    print(type(e).__name__, e.orig)
db.session.delete(Product.query.filter_by(sku='INK').one())
db.session.commit()
