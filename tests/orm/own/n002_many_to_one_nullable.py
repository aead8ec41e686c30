from typing import Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Locker(Base):
    __tablename__ = "locker"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]

class Swimmer(Base):
    __tablename__ = "swimmer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    locker_id: Mapped[Optional[int]] = mapped_column(ForeignKey("locker.id"))
    locker: Mapped[Optional["Locker"]] = relationship()

class Towel(Base):
    __tablename__ = "towel"

    id: Mapped[int] = mapped_column(primary_key=True)
    swimmer_id: Mapped[int] = mapped_column(ForeignKey("swimmer.id"))
    swimmer: Mapped["Swimmer"] = relationship()

a = Locker(label="A1")
ida = Swimmer(name="Ida", locker=a)
tom = Swimmer(name="Tom")
session.add_all([ida, tom])
session.commit()
print(ida.locker.label, tom.locker, tom.locker_id)

tom.locker, ida.locker = ida.locker, None
session.commit()
print(ida.locker_id, tom.locker_id)
print(session.scalars(select(Swimmer.name).where(Swimmer.locker == None)).all())
print(session.scalars(select(Swimmer.name).where(Swimmer.locker == a)).all())
print(Swimmer.__table__.c.locker_id.nullable, Towel.__table__.c.swimmer_id.nullable)

session.add(Towel())
try:
    session.commit()
except IntegrityError as err:
    print(err.orig)
    session.rollback()
print(session.query(Towel).count())
