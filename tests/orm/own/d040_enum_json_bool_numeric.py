import enum
from decimal import Decimal

class Size(enum.Enum):
    small = 'S'
    medium = 'M'
    large = 'L'

class Shirt(db.Model):
    __tablename__ = 'shirts'
    id = db.Column(db.Integer, primary_key=True)
    size = db.Column(db.Enum(Size), default=Size.medium)
    cut = db.Column(db.Enum('slim', 'wide', name='cut'))
    extras = db.Column(db.JSON)
    price = db.Column(db.Numeric(6, 2))
    sold = db.Column(db.Boolean)
    picture = db.Column(db.LargeBinary)

db.session.add(Shirt(size=Size.large, cut='slim', extras={'colour': 'blue', 'sizes': [1, 2]}, price=Decimal('19.90'), sold=1, picture=b'\x00\x01ab'))
db.session.add(Shirt(cut='wide', price=5))
db.session.commit()
a, b = Shirt.query.order_by(Shirt.id).all()
print(a.size, a.size.name, a.size.value, a.size is Size.large)
print(a.extras['colour'], a.extras['sizes'][-1], repr(a.price), a.sold, a.picture)
print(b.size, b.extras, b.price, b.sold, b.picture)
print(Shirt.query.filter(Shirt.size == Size.large).count())
print(Shirt.query.filter(Shirt.size.in_([Size.small, Size.medium])).count())
a.extras['colour'] = 'red'
db.session.commit()
print(a.extras)
a.extras = {'colour': 'red'}
db.session.commit()
print(a.extras)
b.cut = 'tight'
db.session.commit()
