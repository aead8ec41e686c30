class Category(db.Model):
    __tablename__ = 'categories'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    expenses = db.relationship('Expense', back_populates='category')

class Expense(db.Model):
    __tablename__ = 'expenses'
    id = db.Column(db.Integer, primary_key=True)
    what = db.Column(db.String(30))
    amount = db.Column(db.Float)
    category_id = db.Column(db.Integer, db.ForeignKey('categories.id'))
    category = db.relationship('Category', back_populates='expenses')

food = Category(name='food')
rent = Category(name='rent')
db.session.add_all([
    Expense(what='bread', amount=3.2, category=food),
    Expense(what='flat', amount=700, category=rent),
    Expense(what='wine', amount=12.3, category=food),
    Expense(what='found', amount=-5, category=None),
    Category(name='fun'),
])
db.session.commit()

report = db.session.query(Category.name, db.func.sum(Expense.amount)).join(Expense).group_by(Category.name).order_by(Category.name).all()
for name, total in report:
    print(f'{name:<8}{total:>10.2f}')
print(db.session.query(db.func.count(Expense.id)).scalar(), db.session.query(db.func.sum(Expense.amount)).scalar())
most = db.session.query(Category.name, db.func.count(Expense.id).label('n')).outerjoin(Category.expenses) \
    .group_by(Category.id).order_by(db.desc('n'), Category.name).limit(2).all()
print(most)
print(db.session.query(Category).join(Category.expenses).group_by(Category.id).having(db.func.sum(Expense.amount) > 100).one().name)
print([c.name for c in Category.query.outerjoin(Expense).filter(Expense.id.is_(None))])
print(db.session.query(db.func.round(db.func.avg(Expense.amount), 2)).filter(Expense.amount > 0).scalar())
print(db.session.query(Category.name, db.func.max(Expense.amount)).select_from(Expense).join(Expense.category).group_by(Category.name).all())
