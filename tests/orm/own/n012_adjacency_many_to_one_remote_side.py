from typing import List, Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, aliased

class Employee(Base):
    __tablename__ = "employee"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    boss_id: Mapped[Optional[int]] = mapped_column(ForeignKey("employee.id"))
    reports: Mapped[List["Employee"]] = relationship(back_populates="boss")
    boss: Mapped[Optional["Employee"]] = relationship(
        back_populates="reports", remote_side=[id]
    )

ceo = Employee(name="Rita", reports=[
    Employee(name="Max", reports=[Employee(name="Una"), Employee(name="Ole")]),
    Employee(name="Bea"),
])
session.add(ceo)
session.commit()

e = session.scalars(select(Employee).where(Employee.name == "Ole")).one()
chain = []
while e is not None:
    chain.append(e.name)
    e = e.boss
print(" -> ".join(chain))

Boss = aliased(Employee)
stmt = (
    select(Employee.name, Boss.name)
    .join(Employee.boss.of_type(Boss))
    .order_by(Employee.id)
)
print(stmt)
for row in session.execute(stmt):
    print(row)

Max = aliased(Employee, name="max")
print(session.scalars(
    select(Employee.name).join(Max, Employee.boss).where(Max.name == "Max").order_by(Employee.name)
).all())
session.delete(ceo)
session.commit()
print(session.scalars(select(Employee.name).where(Employee.boss_id.is_(None)).order_by(Employee.id)).all())
