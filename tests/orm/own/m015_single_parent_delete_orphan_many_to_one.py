from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Car(Base):
    __tablename__ = 'cars'
    id = Column(Integer, primary_key=True)
    engine_id = Column(Integer, ForeignKey('engines.id'))
    engine = relationship('Motor', cascade='all, delete-orphan')

class Motor(Base):
    __tablename__ = 'engines'
    id = Column(Integer, primary_key=True)
    power = Column(Integer)

c = Car(engine=Motor(power=90))
