from typing import Optional
from sqlalchemy import insert, select, func, update
from sqlalchemy.orm import Mapped, mapped_column

class Stamp(Base):
    __tablename__ = "stamps"
    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str]
    year: Mapped[Optional[int]]
    value: Mapped[int] = mapped_column(default=10)

    def __repr__(self):
        return f"Stamp({self.id}, {self.country}, {self.year}, {self.value})"

session.execute(insert(Stamp), [
    {"country": "Peru", "year": 1931},
    {"country": "Chad", "year": 1964, "value": 25},
    {"country": "Laos"},
])
print(session.scalars(select(Stamp).order_by(Stamp.id)).all())

stamps = session.scalars(
    insert(Stamp).returning(Stamp, sort_by_parameter_order=True),
    [{"country": "Oman", "year": 1970}, {"country": "Cuba", "year": 1955}],
)
for stamp in stamps:
    print(stamp, stamp in session)

rows = session.execute(
    insert(Stamp).values([{"country": "Fiji", "year": 1980}, {"country": "Mali", "year": 1981}]).returning(Stamp.country)
)
print(rows.all())
session.execute(insert(Stamp).values(value=func.abs(-50)), [{"country": "Togo"}, {"country": "Iran"}])
session.commit()

session.bulk_save_objects([Stamp(country="Eire", year=1922), Stamp(country="Siam", year=1900)])
session.bulk_insert_mappings(Stamp, [{"country": "Bali", "value": 1}])
session.commit()
print(session.scalar(select(func.count(Stamp.id))))

session.bulk_update_mappings(Stamp, [{"id": 1, "value": 99}, {"id": 2, "year": 1965}])
session.execute(update(Stamp), [{"id": 3, "year": 1951}, {"id": 4, "country": "Muscat"}])
session.commit()
print(session.scalars(select(Stamp).where(Stamp.id < 5).order_by(Stamp.id)).all())
try:
    session.execute(insert(Stamp), [{"country": "Niue", "year": 1902}, {"country": None, "year": 1903}])
except Exception as e:
    print(type(e).__name__, e.orig)
    session.rollback()
