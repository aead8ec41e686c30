class Car(db.Model):
    __tablename__ = 'cars'
    id = db.Column(db.Integer, primary_key=True)
    model = db.Column(db.String)
    motor = db.relationship('Motor', backref='car', uselist=False, cascade='all, delete-orphan')

class Motor(db.Model):
    __tablename__ = 'motors'
    id = db.Column(db.Integer, primary_key=True)
    power = db.Column(db.Integer)
    car_id = db.Column(db.Integer, db.ForeignKey('cars.id'))

beetle = Car(model='Beetle', motor=Motor(power=40))
db.session.add(beetle)
db.session.commit()
print(beetle.motor.power, beetle.motor.car.model)
beetle.motor = Motor(power=55)
db.session.commit()
print(Motor.query.count(), beetle.motor.power)
beetle.motor = None
db.session.commit()
print(Motor.query.all(), beetle.motor)
