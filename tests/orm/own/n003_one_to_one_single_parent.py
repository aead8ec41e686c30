from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Citizen(Base):
    __tablename__ = "citizens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    passport: Mapped["Passport"] = relationship(
        back_populates="citizen", cascade="all, delete-orphan"
    )

class Passport(Base):
    __tablename__ = "passports"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizens.id"))
    citizen: Mapped["Citizen"] = relationship(
        back_populates="passport", single_parent=True
    )

c = Citizen(name="Noor")
print(c.passport)
c.passport = Passport(number="X-100")
print(c.passport.citizen is c)
session.add(c)
session.commit()

first = c.passport
c.passport = Passport(number="X-200")
print(first.citizen)
session.commit()
print([p.number for p in session.query(Passport)])

try:
    c.passport.append(Passport(number="X-300"))
except AttributeError as e:
    print("AttributeError:", e)
session.delete(c)
session.commit()
print(session.query(Passport).count())
