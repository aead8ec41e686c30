class Category(db.Model):
    __tablename__ = 'categories'
    id = db.Column(db.Integer, primary_key=True)
    parent_id = db.Column(db.Integer, db.ForeignKey('categories.id'))
    name = db.Column(db.String(50))
    children = db.relationship('Category', order_by='Category.name',
                               backref=db.backref('parent', remote_side=[id]))

    def show(self, depth=0):
        print('  ' * depth + self.name)
        for child in self.children:
            child.show(depth + 1)

    def path(self):
        return (self.parent.path() + ' > ' if self.parent else '') + self.name

shop = Category(name='Shop')
garden = Category(name='Garden', parent=shop)
kitchen = Category(name='Kitchen', parent=shop)
kitchen.children.append(Category(name='Pots'))
kitchen.children.append(Category(name='Knives'))
db.session.add(shop)
db.session.commit()

shop.show()
knives = Category.query.filter_by(name='Knives').first()
print(knives.path())
knives.parent = garden
db.session.commit()
shop.show()
print([c.name for c in Category.query.filter(Category.parent_id == None)])
print([c.name for c in Category.query.filter(~Category.children.any()).order_by(Category.id)])
