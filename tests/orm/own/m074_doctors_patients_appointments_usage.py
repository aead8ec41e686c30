from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

class Doctor(Base):
    __tablename__ = 'doctors'

    id = Column(Integer, primary_key=True)
    name = Column(String)

    appointments = relationship('Appointment', back_populates='doctor')

    def patients(self):
        return [a.patient for a in self.appointments]

class Patient(Base):
    __tablename__ = 'patients'

    id = Column(Integer, primary_key=True)
    name = Column(String)

    appointments = relationship('Appointment', back_populates='patient')

    def __repr__(self):
        return f'<Patient {self.id}: {self.name}>'

class Appointment(Base):
    __tablename__ = 'appointments'

    id = Column(Integer, primary_key=True)
    day = Column(String)
    doctor_id = Column(Integer, ForeignKey('doctors.id'))
    patient_id = Column(Integer, ForeignKey('patients.id'))

    doctor = relationship('Doctor', back_populates='appointments')
    patient = relationship('Patient', back_populates='appointments')

house = Doctor(name='House')
ann = Patient(name='Ann')
ben = Patient(name='Ben')
Appointment(day='Monday', doctor=house, patient=ann)
house.appointments.append(Appointment(day='Friday', patient=ben))
session.add(house)
session.commit()
print(house.patients())
for appointment in ann.appointments:
    print(appointment.day, appointment.doctor.name)
