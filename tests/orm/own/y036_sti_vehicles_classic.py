from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, with_polymorphic, selectin_polymorphic

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    vehicles = relationship('Vehicle', back_populates='owner', order_by='Vehicle.id')

class Vehicle(Base):
    __tablename__ = 'vehicles'
    id = Column(Integer, primary_key=True)
    type = Column(String(20))
    wheels = Column(Integer)
    owner_id = Column(Integer, ForeignKey('owners.id'))
    owner = relationship('Owner', back_populates='vehicles')
    __mapper_args__ = {'polymorphic_on': type, 'polymorphic_identity': 'vehicle'}

    def describe(self):
        return f'{type(self).__name__} with {self.wheels} wheels'

class Car(Vehicle):
    doors = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'car'}

    def describe(self):
        return super().describe() + f' and {self.doors} doors'

class Bike(Vehicle):
    basket = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'bike'}

class SportsCar(Car):
    __mapper_args__ = {'polymorphic_identity': 'sports'}

o = Owner(name='Pat', vehicles=[Car(wheels=4, doors=5), Bike(wheels=2, basket=1), SportsCar(wheels=4, doors=2), Vehicle(wheels=1)])
session.add(o)
session.commit()
for v in o.vehicles:
    print(v.type, v.describe())
session.expunge_all()
print([type(v).__name__ for v in session.query(Vehicle).order_by(Vehicle.id)])
print(session.query(Car).count(), session.query(SportsCar).count(), session.query(Bike).one().basket)
print(session.query(Vehicle).filter(Vehicle.type.in_(['car', 'bike'])).count())
print(session.query(Car.doors, Vehicle.type).order_by(Car.doors).all())
print(session.query(Owner).join(Owner.vehicles.of_type(Bike)).filter(Bike.basket == 1).one().name)
wp = with_polymorphic(Vehicle, [Car, Bike])
print(session.query(wp).filter(wp.Car.doors == 2).one().describe())
print(session.get(Car, 2), session.get(Vehicle, 2).type)
session.query(Vehicle).filter(Vehicle.wheels == 1).delete()
session.commit()
odd = Vehicle(wheels=3, type='rocket')
session.add(odd)
session.commit()
session.expunge_all()
session.query(Vehicle).all()
