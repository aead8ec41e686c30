from sqlalchemy import func, select
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Interval(Base):
    __tablename__ = "interval"

    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]

    @hybrid_property
    def length(self) -> int:
        return self.end - self.start

    @hybrid_method
    def contains(self, point: int) -> bool:
        return (self.start <= point) & (point <= self.end)

    @hybrid_method
    def intersects(self, other):
        return self.contains(other.start) | self.contains(other.end)

    @hybrid_property
    def radius(self) -> float:
        return abs(self.length) / 2

    @radius.inplace.expression
    @classmethod
    def _radius_expression(cls):
        return func.abs(cls.length) / 2

i1 = Interval(start=5, end=10)
print(i1.length, i1.contains(6), i1.contains(15), i1.radius)
print(Interval.length)
print(select(Interval).where(Interval.contains(7)))
session.add_all([i1, Interval(start=2, end=4), Interval(start=8, end=20)])
session.commit()
print(session.scalars(select(Interval.id).where(Interval.length > 4).order_by(Interval.length.desc())).all())
print(session.scalars(select(Interval.id).where(Interval.intersects(i1))).all())
print(session.execute(select(Interval.id, Interval.radius)).all())
print(session.query(func.sum(Interval.length)).scalar())
row = session.execute(select(Interval.length).limit(1)).one()
print(row.length)
try:
    i1.length = 3
except AttributeError as e:
    print(e)
