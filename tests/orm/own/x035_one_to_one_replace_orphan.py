from typing import Optional
from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Citizen(Base):
    __tablename__ = "citizen"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    passport: Mapped[Optional["Passport"]] = relationship(back_populates="citizen", cascade="all, delete-orphan")

class Passport(Base):
    __tablename__ = "passport"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id"), unique=True)
    citizen: Mapped["Citizen"] = relationship(back_populates="passport", single_parent=True)

ida = Citizen(name="Ida", passport=Passport(number="A1"))
session.add(ida)
session.commit()
print(ida.passport.number, ida.passport.citizen is ida)
ida.passport = None
session.commit()
print(session.scalars(select(Passport)).all(), ida.passport)
ida.passport = Passport(number="B2")
session.commit()
old = ida.passport
print(old.citizen_id)
jon = Citizen(name="Jon")
session.add(jon)
old.citizen = jon
print(ida.passport, jon.passport.number)
session.commit()
print(session.scalars(select(Passport.citizen_id)).all())
session.add(Passport(number="C3", citizen_id=jon.id))
try:
    session.commit()
except IntegrityError as e:
    session.rollback()
    print(e.orig)
print(Citizen.passport.property.uselist, Passport.citizen.property.direction.name)
jon.passport = Passport(number="D4")
try:
    session.commit()
except IntegrityError as e:
    print(str(e).splitlines()[0])
