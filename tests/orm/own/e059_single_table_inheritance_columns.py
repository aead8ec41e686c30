class Vehicle(db.Model):
    __tablename__ = 'vehicles'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    kind = db.Column(db.String(10))
    __mapper_args__ = {'polymorphic_on': 'kind', 'polymorphic_identity': 'vehicle'}

    def wheels(self):
        return 0

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name}: {self.wheels()}>'

class Bicycle(Vehicle):
    gears = db.Column(db.Integer)
    __mapper_args__ = {'polymorphic_identity': 'bike'}

    def wheels(self):
        return 2

class Truck(Vehicle):
    load = db.Column(db.Integer)
    __mapper_args__ = {'polymorphic_identity': 'truck'}

    def wheels(self):
        return super().wheels() + 6

db.session.add_all([Bicycle(name='Gazelle', gears=7), Truck(name='Scania', load=20), Vehicle(name='Sled')])
db.session.commit()
print(Vehicle.query.order_by(Vehicle.id).all())
print(Bicycle.query.all(), Truck.query.filter(Truck.load > 5).count())
print(Vehicle.query.filter_by(kind='truck').one().load, isinstance(Truck.query.first(), Vehicle))
print(Vehicle.__table__.columns.keys())
print(Vehicle.query.filter(Vehicle.name.like('S%')).count(), db.session.get(Bicycle, 2))
