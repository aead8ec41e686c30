from typing import List, Optional
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Department(Base):
    __tablename__ = "department"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    employees: Mapped[List["Employee"]] = relationship(back_populates="department", cascade="all, delete-orphan")

    def __repr__(self) -> str:
        return f"Department(id={self.id!r}, name={self.name!r})"

class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    title: Mapped[Optional[str]]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    department: Mapped["Department"] = relationship(back_populates="employees")

engine = create_engine("sqlite://", echo=False)
Base.metadata.create_all(engine)

with Session(engine) as session:
    kitchen = Department(name="Kitchen", employees=[Employee(full_name="Olga Ramos", title="Chef"), Employee(full_name="Piet Vos")])
    office = Department(name="Office")
    session.add_all([kitchen, office])
    session.commit()
    stmt = select(Department).where(Department.name.in_(["Kitchen", "Office"])).order_by(Department.name.desc())
    for dep in session.scalars(stmt):
        print(dep, [e.full_name for e in dep.employees])
    piet = session.scalars(select(Employee).where(Employee.title.is_(None))).one()
    piet.department = office
    session.flush()
    print(len(kitchen.employees), len(office.employees))
    session.delete(kitchen)
    session.commit()
    print(session.scalars(select(Employee.full_name)).all())
