class Snack(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    price = db.Column(db.Float)

ok = Snack(name='chips', price=1.5)
db.session.add(ok)
db.session.commit()
print(Snack.query.first().price)
bad = Snack(name='nuts', cost=2.0)
db.session.add(bad)
db.session.commit()
