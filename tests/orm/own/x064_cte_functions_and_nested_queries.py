from sqlalchemy import ForeignKey, func, select, exists, literal_column
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Employee(Base):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    salary: Mapped[int]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"))
    manager: Mapped["Employee | None"] = relationship(back_populates="reports", remote_side=[id])
    reports: Mapped[list["Employee"]] = relationship(back_populates="manager", order_by="Employee.name")

boss = Employee(name="Bea", salary=90)
mid = Employee(name="Max", salary=60, manager=boss)
session.add_all([boss, mid, Employee(name="Jo", salary=40, manager=mid), Employee(name="Al", salary=45, manager=mid)])
session.commit()
print([r.name for r in mid.reports], mid.manager.name, boss.manager)

chain = select(Employee.id, Employee.manager_id, Employee.name).where(Employee.name == "Jo").cte("chain", recursive=True)
up = aliased(Employee)
chain = chain.union_all(select(up.id, up.manager_id, up.name).where(up.id == chain.c.manager_id))
print(session.scalars(select(chain.c.name)).all())
e = aliased(Employee, chain)
print([x.name for x in session.scalars(select(Employee).join(chain, Employee.id == chain.c.id).order_by(Employee.salary.desc()))])

stats = select(func.avg(Employee.salary).label("mean")).cte("stats")
print(session.execute(select(Employee.name, Employee.salary - stats.c.mean).where(Employee.salary > stats.c.mean).order_by(Employee.name)).all())
one = select(Employee.id).where(Employee.salary >= 60).cte()
two = select(Employee.id).where(Employee.id.in_(select(one.c.id)), Employee.manager_id.is_not(None)).cte("two")
print(session.scalars(select(Employee.name).join(two, two.c.id == Employee.id)).all())
boss_of = aliased(Employee)
print(session.scalars(select(boss_of.name).where(exists().where(Employee.manager_id == boss_of.id)).order_by(boss_of.id)).all())
print(session.execute(select(boss_of.name, func.count(Employee.id)).join(boss_of.reports.of_type(Employee)).group_by(boss_of.id).order_by(boss_of.id)).all())
print(select(chain.c.name))
