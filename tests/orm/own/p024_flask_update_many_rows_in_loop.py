class Product(db.Model):
    __tablename__ = 'products'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    price = db.Column(db.Integer)
    on_sale = db.Column(db.Integer, default=0)

db.session.add_all([Product(name='pen', price=2), Product(name='ink', price=11), Product(name='desk', price=90), Product(name='lamp', price=40)])
db.session.commit()
for p in db.session.query(Product).filter(Product.price > 10).order_by(Product.id):
    p.price -= 5
    if p.name == 'lamp':
        p.on_sale = 1
print(len(db.session.dirty))
db.session.commit()
print([(p.name, p.price, p.on_sale) for p in db.session.query(Product).order_by(Product.id)])
