class Cheese(db.Model):
    __tablename__ = 'cheeses'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

db.session.add(Cheese(name='Brie'))
db.session.commit()
try:
    Cheese.query.filter_by(nome='Brie').first()
except Exception as e:
    print(type(e).__name__, '-', e)
try:
    Cheese.query.filter(Cheese.age > 2).all()
except AttributeError as e:
    print(e)
try:
    Cheese.query.order_by('flavour').all()
except Exception as e:
    print(type(e).__name__)
try:
    print(Cheese.query.first().nam)
except AttributeError as e:
    print(e)
print(Cheese.query.filter_by(name='brie').first().name)
