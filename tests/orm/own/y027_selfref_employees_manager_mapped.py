from typing import Optional
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    boss_id: Mapped[Optional[int]] = mapped_column(ForeignKey("employee.id"))
    boss: Mapped[Optional["Employee"]] = relationship(back_populates="reports", remote_side=[id])
    reports: Mapped[list["Employee"]] = relationship(back_populates="boss", order_by="Employee.name")

    def chain(self):
        e = self
        while e is not None:
            yield e.name
            e = e.boss

    def tree(self, depth=0):
        lines = ["- " * depth + self.name]
        for r in self.reports:
            lines += r.tree(depth + 1)
        return lines

ceo = Employee(name="Zed")
cto = Employee(name="Amy", boss=ceo)
cfo = Employee(name="Ben", boss=ceo)
cto.reports.extend([Employee(name="Dev2"), Employee(name="Dev1")])
session.add(cto)
session.commit()
print("\n".join(ceo.tree()))
dev = session.scalars(select(Employee).where(Employee.name == "Dev1")).one()
print(" < ".join(dev.chain()))
manager = aliased(Employee, name="manager")
rows = session.execute(select(manager.name, func.count(Employee.id)).join(Employee.boss.of_type(manager)).group_by(manager.name)).all()
print(rows)
print(session.scalars(select(Employee.name).where(~Employee.reports.any()).order_by(Employee.name)).all())
print(session.query(Employee).join(manager, Employee.boss).filter(manager.name == "Zed").order_by(Employee.id).all()[0].name)
cte = select(Employee.id, Employee.name).where(Employee.boss_id.is_(None)).cte("tree", recursive=True)
cte = cte.union_all(select(Employee.id, Employee.name).join(cte, Employee.boss_id == cte.c.id))
print(session.execute(select(cte.c.name)).scalars().all())
session.delete(cto)
session.commit()
print(sorted((e.name, e.boss_id) for e in session.scalars(select(Employee)) if e.boss_id is None))
print(ceo.boss is None, ceo.reports)
