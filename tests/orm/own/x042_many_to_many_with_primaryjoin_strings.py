from sqlalchemy import Column, ForeignKey, Integer, String, Table, Boolean
from sqlalchemy.orm import relationship

class Doctor(Base):
    __tablename__ = 'doctors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    visits = relationship('Visit', back_populates='doctor')
    patients = relationship('Patient', secondary='visits', viewonly=True, order_by='Patient.name')
    urgent = relationship(
        'Patient', secondary='visits',
        primaryjoin='and_(Doctor.id == Visit.doctor_id, Visit.urgent.is_(True))',
        secondaryjoin='Patient.id == Visit.patient_id', viewonly=True)

class Visit(Base):
    __tablename__ = 'visits'
    id = Column(Integer, primary_key=True)
    doctor_id = Column(Integer, ForeignKey('doctors.id'))
    patient_id = Column(Integer, ForeignKey('patients.id'))
    urgent = Column(Boolean, default=False)
    doctor = relationship('Doctor', back_populates='visits')
    patient = relationship('Patient', back_populates='visits')

class Patient(Base):
    __tablename__ = 'patients'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    visits = relationship('Visit', back_populates='patient')
    doctors = relationship('Doctor', secondary='visits', viewonly=True)

    def __repr__(self):
        return self.name

who = Doctor(name='Who')
amy, rory = Patient(name='Amy'), Patient(name='Rory')
session.add_all([Visit(doctor=who, patient=rory), Visit(doctor=who, patient=amy, urgent=True)])
session.commit()
print(who.patients, who.urgent, amy.doctors[0].name)
session.add(Visit(doctor=who, patient=rory, urgent=True))
session.commit()
print(who.patients, who.urgent)
print(session.query(Doctor).filter(Doctor.urgent.any(name='Rory')).count())
print(session.query(Patient).join(Patient.doctors).filter(Doctor.name == 'Who').order_by(Patient.id).all())
print(Doctor.patients.property.secondary.name, Doctor.patients.property.viewonly)
