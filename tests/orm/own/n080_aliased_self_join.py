from typing import Optional
from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

class Employee(Base):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    salary: Mapped[int]
    manager_id: Mapped[Optional[int]] = mapped_column(ForeignKey("employees.id"))
    manager: Mapped[Optional["Employee"]] = relationship(remote_side=[id], back_populates="reports")
    reports: Mapped[list["Employee"]] = relationship(back_populates="manager")

boss = Employee(name="Nora", salary=90)
boss.reports = [Employee(name="Otis", salary=60), Employee(name="Pia", salary=95)]
boss.reports[0].reports = [Employee(name="Quy", salary=40)]
session.add(boss)
session.commit()

Manager = aliased(Employee)
stmt = select(Employee.name, Manager.name).join(Employee.manager.of_type(Manager)).order_by(Employee.id)
print(stmt)
print(session.execute(stmt).all())

m = aliased(Employee, name="mgr")
print(session.execute(
    select(Employee.name, m.name.label("boss")).outerjoin(m, Employee.manager).order_by(Employee.name)
).mappings().all())
print(session.scalars(select(Employee.name).join(m, Employee.manager_id == m.id).where(Employee.salary > m.salary)).all())

a, b = aliased(Employee), aliased(Employee)
pairs = session.query(a.name, b.name).filter(a.manager_id == b.manager_id, a.id < b.id).all()
print(pairs)

report = aliased(Employee)
stmt = (
    select(Employee.name, func.count(report.id))
    .outerjoin(Employee.reports.of_type(report))
    .group_by(Employee.id).order_by(Employee.id)
)
print(session.execute(stmt).all())
row = session.execute(select(Employee, m).join(Employee.manager.of_type(m)).where(Employee.name == "Quy")).one()
print(row.Employee.name, row.mgr.name, row[1] is row[0].manager)
print(session.query(Employee).filter(Employee.manager.has(name="Nora")).count())
