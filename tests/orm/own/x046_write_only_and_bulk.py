from sqlalchemy import ForeignKey, delete, func, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, WriteOnlyMapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Sensor(Base):
    __tablename__ = "sensor"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    readings: WriteOnlyMapped["Reading"] = relationship(cascade="all, delete-orphan", passive_deletes=True, order_by="Reading.value")

class Reading(Base):
    __tablename__ = "reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    sensor_id: Mapped[int] = mapped_column(ForeignKey("sensor.id", ondelete="cascade"))
    value: Mapped[float]

    def __repr__(self):
        return f"Reading({self.value})"

s = Sensor(place="roof", readings=[Reading(value=1.5), Reading(value=0.5)])
session.add(s)
session.commit()
s.readings.add(Reading(value=9.0))
session.flush()
print(session.scalars(s.readings.select()).all())
print(session.scalars(s.readings.select().where(Reading.value > 1).limit(1)).one())
session.execute(s.readings.insert(), [{"value": 3.0}, {"value": 4.0}])
session.execute(s.readings.update().where(Reading.value == 9.0).values(value=10.0))
print(session.scalars(s.readings.select()).all())
session.execute(s.readings.delete().where(Reading.value < 1))
session.commit()
print(session.scalar(select(func.count()).select_from(Reading)))
low = session.scalars(s.readings.select()).first()
s.readings.remove(low)
session.commit()
print(session.scalars(s.readings.select()).all())
try:
    list(s.readings)
except TypeError as e:
    print(e)
try:
    s.readings.append(Reading(value=1))
except AttributeError as e:
    print(e)
session.delete(s)
session.commit()
print(session.scalar(select(func.count(Reading.id))))
