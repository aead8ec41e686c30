class Dish(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    price = db.Column(db.Float, default=5.0)
    vegan = db.Column(db.Boolean, default=False)

    def __repr__(self):
        return f"<Dish {self.name}>"

db.session.add(Dish(name='Soup', vegan=True))
db.session.add(Dish(name='Steak', price=19.5))
db.session.add(Dish(name='Salad', price=7, vegan=True))
db.session.commit()

print(Dish.query.all())
print(Dish.query.get(2))
print(Dish.query.filter_by(vegan=True).all())
print(Dish.query.filter(Dish.price > 6).order_by(Dish.price.desc()).all())
print(Dish.query.order_by(Dish.name).first(), Dish.query.count())
print(Dish.query.filter(Dish.name.startswith('S')).limit(2).all())
print([d.price for d in Dish.query.order_by(db.desc(Dish.price))])
dish = Dish.query.filter_by(name='Steak').first()
dish.price = 21
db.session.commit()
print(db.session.get(Dish, 2).price)
db.session.delete(dish)
db.session.commit()
print(Dish.query.all())
