from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import relationship

class Doctor(Base):
    __tablename__ = 'doctors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    patients = relationship('Patient', back_populates='doctor')

class Patient(Base):
    __tablename__ = 'patients'
    id = Column(Integer, primary_key=True)
    doctor_id = Column(Integer)
    doctor = relationship('Doctor', back_populates='patients')

print('classes are fine')
d = Doctor(name='Who')
print('never printed')
