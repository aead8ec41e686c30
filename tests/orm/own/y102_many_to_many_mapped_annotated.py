from typing import Annotated, List
from sqlalchemy import Column, ForeignKey, String, Table, select, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

intpk = Annotated[int, mapped_column(primary_key=True)]
str50 = Annotated[str, 50]

class Base(DeclarativeBase):
    type_annotation_map = {str50: String(50)}

    def __repr__(self):
        return f"{type(self).__name__}#{self.id}"

doctor_patient = Table(
    "doctor_patient", Base.metadata,
    Column("doctor_id", ForeignKey("doctors.id", ondelete="CASCADE"), primary_key=True),
    Column("patient_id", ForeignKey("patients.id", ondelete="CASCADE"), primary_key=True),
)

class Doctor(Base):
    __tablename__ = "doctors"
    id: Mapped[intpk]
    name: Mapped[str50]
    patients: Mapped[List["Patient"]] = relationship(secondary=doctor_patient, back_populates="doctors", order_by="Patient.name")

class Patient(Base):
    __tablename__ = "patients"
    id: Mapped[intpk]
    name: Mapped[str50]
    doctors: Mapped[List["Doctor"]] = relationship(secondary=doctor_patient, back_populates="patients")

house, wilson = Doctor(name="House"), Doctor(name="Wilson")
p1, p2, p3 = (Patient(name=n) for n in ("Cy", "Al", "Bo"))
house.patients = [p1, p2]
wilson.patients.append(p2)
p3.doctors.extend((house, wilson))
session.add_all([house, wilson])
session.commit()
print([p.name for p in house.patients], [d.name for d in p3.doctors], house, p1)
busy = select(Doctor.name, func.count()).join(Doctor.patients).group_by(Doctor.id).having(func.count() > 2)
print(session.execute(busy).all())
both = select(Patient.name).where(Patient.doctors.any(Doctor.name == "House"), Patient.doctors.any(Doctor.name == "Wilson")).order_by(Patient.name)
print(session.scalars(both).all())
house.patients.remove(p3)
house.patients[0:1] = []
session.commit()
print([p.name for p in house.patients], session.scalar(select(func.count()).select_from(doctor_patient)))
session.delete(wilson)
session.commit()
print(p2.doctors, p3.doctors, session.query(Patient).filter(~Patient.doctors.any()).count())
