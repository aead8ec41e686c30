class Vehicle(db.Model):
    __tablename__ = 'vehicles'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    kind = db.Column(db.String(20))
    garage_id = db.Column(db.ForeignKey('garages.id'))
    __mapper_args__ = {'polymorphic_on': kind, 'polymorphic_identity': 'vehicle'}

    def __repr__(self):
        return f'{type(self).__name__}({self.name})'

class Truck(Vehicle):
    load = db.Column(db.Integer)
    __mapper_args__ = {'polymorphic_identity': 'truck'}

class Bus(Vehicle):
    seats = db.Column(db.Integer)
    __mapper_args__ = {'polymorphic_identity': 'bus'}

class Minibus(Bus):
    __mapper_args__ = {'polymorphic_identity': 'minibus'}

class Garage(db.Model):
    __tablename__ = 'garages'
    id = db.Column(db.Integer, primary_key=True)
    vehicles = db.relationship('Vehicle', order_by='Vehicle.id', backref='garage')

g = Garage(vehicles=[Truck(name='Big', load=12), Bus(name='Line 4', seats=50),
                     Minibus(name='School', seats=9), Vehicle(name='Thing')])
db.session.add(g)
db.session.commit()

print(g.vehicles, [v.kind for v in g.vehicles])
print(Bus.query.order_by(Bus.id).all(), Truck.query.all(), Vehicle.query.count())
print(Vehicle.query.filter(Bus.seats < 20).all())
print(db.session.query(Truck.name, Truck.load).all())
print(db.session.get(Truck, 2), db.session.get(Vehicle, 2))
print(Bus.query.filter(Bus.seats > 10))
try:
    Truck(name='Odd', seats=3)
except TypeError as e:
    print(e)
print(Vehicle.__table__.columns.keys())
