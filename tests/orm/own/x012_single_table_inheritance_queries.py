from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Company(Base):
    __tablename__ = "company"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    staff: Mapped[list["Worker"]] = relationship(back_populates="company")

class Worker(Base):
    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    company: Mapped[Company] = relationship(back_populates="staff")
    __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "worker"}

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r})"

class Manager(Worker):
    budget: Mapped[int] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "manager"}

class Engineer(Worker):
    language: Mapped[str] = mapped_column(nullable=True)
    __mapper_args__ = {"polymorphic_identity": "engineer"}

c = Company(name="Acme", staff=[Manager(name="Mia", budget=100), Engineer(name="Ed", language="Rust"), Worker(name="Will"), Engineer(name="Eve", language="C")])
session.add(c)
session.commit()
print(session.scalars(select(Worker).order_by(Worker.id)).all())
print(session.scalars(select(Engineer).where(Engineer.language == "Rust")).all())
print(session.query(Manager).count())
print(c.staff)
session.expunge_all()
m = session.scalars(select(Worker).where(Worker.name == "Mia")).one()
print(type(m).__name__, m.budget, m.type)
print(session.query(Company).join(Company.staff.of_type(Engineer)).filter(Engineer.language == "C").one().name)
print(session.query(Engineer.name).order_by(Engineer.name).all())
