class Category(db.Model):
    __tablename__ = 'categories'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(64), nullable=False)
    parent_id = db.Column(db.Integer, db.ForeignKey('categories.id'))
    children = db.relationship('Category', backref=db.backref('parent', remote_side=[id]), lazy='joined', join_depth=2)
    products = db.relationship('Product', back_populates='category', lazy='dynamic')

    def path(self):
        return (self.parent.path() + ' / ' if self.parent else '') + self.name

class Product(db.Model):
    __tablename__ = 'products'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(64))
    cents = db.Column(db.Integer)
    category_id = db.Column(db.Integer, db.ForeignKey('categories.id', ondelete='SET NULL'))
    category = db.relationship('Category', back_populates='products')

    def __init__(self, name, price, **kwargs):
        super().__init__(name=name, cents=int(price * 100), **kwargs)

root = Category(name='Shop')
tools = Category(name='Tools', parent=root)
garden = Category(name='Garden', parent=root)
saws = Category(name='Saws', parent=tools)
db.session.add(root)
db.session.add_all([Product('Hand saw', 19.5, category=saws), Product('Rake', 9.25, category=garden), Product('Gloves', 4)])
db.session.commit()
print(saws.path(), [c.name for c in root.children])
print(saws.products.filter(Product.cents > 1000).all()[0].name, garden.products.count())
db.session.expunge_all()
top = Category.query.filter_by(parent_id=None).one()
print([(c.name, [g.name for g in c.children]) for c in top.children])
stats = db.session.query(Category.name, db.func.coalesce(db.func.sum(Product.cents), 0)).outerjoin(Product).group_by(Category.id).order_by(Category.name).all()
print(stats)
print(Product.query.filter(Product.category == None).one().name, Product.query.filter(Product.category.has(Category.name.in_(['Saws', 'Garden']))).count())
moved = Product.query.filter_by(name='Rake').first()
moved.category = Category.query.filter_by(name='Saws').first()
db.session.commit()
print(moved.category.path())
db.session.delete(Category.query.filter_by(name='Saws').first())
db.session.commit()
print(moved.category_id, Product.query.filter_by(category_id=None).count())
Product('Broken', 'free')
