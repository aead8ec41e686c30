from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectin_polymorphic, with_polymorphic

class Base(DeclarativeBase):
    pass

class Company(Base):
    __tablename__ = "company"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    employees: Mapped[list["Employee"]] = relationship(back_populates="company", order_by="Employee.id")

class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped["Company"] = relationship(back_populates="employees")
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

class Manager(Employee):
    __tablename__ = "manager"
    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    manager_name: Mapped[str] = mapped_column(String(30))
    __mapper_args__ = {"polymorphic_identity": "manager"}

class Engineer(Employee):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(30))
    __mapper_args__ = {"polymorphic_identity": "engineer"}

co = Company(name="Krusty", employees=[Manager(name="Mr. Krabs", manager_name="Eugene"), Engineer(name="SpongeBob", language="grill")])
session.add(co)
session.commit()
print(co.employees)
session.expunge_all()
for e in session.scalars(select(Employee).order_by(Employee.id)):
    print(e, e.language if isinstance(e, Engineer) else e.manager_name)
session.expunge_all()
loader = selectin_polymorphic(Employee, [Manager, Engineer])
for e in session.scalars(select(Employee).options(loader).order_by(Employee.id)):
    print(e.name, e.type)
session.expunge_all()
both = with_polymorphic(Employee, [Engineer, Manager])
stmt = select(both).where((both.Engineer.language == "grill") | (both.Manager.manager_name == "x")).order_by(both.id)
print(session.scalars(stmt).all())
print(session.scalars(select(Engineer).where(Engineer.name.like("Sponge%"))).one().language)
print(session.scalars(select(Company).join(Company.employees.of_type(Manager)).where(Manager.manager_name == "Eugene")).one().name)
