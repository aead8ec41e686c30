from sqlalchemy import Column, ForeignKey, Integer, String

class Vehicle(Base):
    __tablename__ = 'vehicles'
    id = Column(Integer, primary_key=True)
    plate = Column(String(10), unique=True)
    kind = Column(String(10))
    __mapper_args__ = {'polymorphic_identity': 'vehicle', 'polymorphic_on': kind}

    def __repr__(self):
        return f'<{type(self).__name__} {self.plate}>'

class Car(Vehicle):
    __tablename__ = 'cars'
    id = Column(Integer, ForeignKey('vehicles.id'), primary_key=True)
    doors = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'car'}

class Truck(Vehicle):
    __tablename__ = 'trucks'
    id = Column(Integer, ForeignKey('vehicles.id'), primary_key=True)
    tonnes = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'truck'}

session.add_all([Car(plate='C-1', doors=4), Truck(plate='T-1', tonnes=12), Vehicle(plate='V-1'), Car(plate='C-2', doors=2)])
session.commit()
print(session.query(Vehicle).order_by(Vehicle.id).all())
print(session.query(Car).filter(Car.doors == 2).one())
truck = session.query(Truck).first()
truck.tonnes = 15
truck.plate = 'T-9'
session.commit()
print(truck.tonnes, truck.plate, truck.kind)
session.delete(session.query(Car).filter_by(plate='C-1').one())
session.commit()
print(session.query(Vehicle).count(), session.query(Car).count())
