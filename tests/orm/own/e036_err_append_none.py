from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Bus(Base):
    __tablename__ = 'buses'
    id = Column(Integer, primary_key=True)
    line = Column(String)
    riders = relationship('Rider', back_populates='bus')

class Rider(Base):
    __tablename__ = 'riders'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    bus_id = Column(Integer, ForeignKey('buses.id'))
    bus = relationship('Bus', back_populates='riders')

bus = Bus(line='42')
session.add(bus)
session.commit()
found = session.query(Rider).filter_by(name='Nobody').first()
bus.riders.append(found)
session.commit()
print(len(bus.riders))
