from sqlalchemy import Column, Integer, String

class Garage(Base):
    __tablename__ = 'garages'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cars = relationship('Car', back_populates='garage')

class Car(Base):
    __tablename__ = 'cars'
    id = Column(Integer, primary_key=True)
    garage_id = Column(Integer, ForeignKey('garages.id'))
    garage = relationship('Garage', back_populates='cars')
