from sqlalchemy import ForeignKey, String, select, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, with_polymorphic, selectin_polymorphic

class Base(DeclarativeBase):
    pass

class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r})"

class Teacher(Person):
    __tablename__ = "teacher"
    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject: Mapped[str]
    pupils: Mapped[list["Pupil"]] = relationship(back_populates="teacher", foreign_keys="Pupil.teacher_id")
    __mapper_args__ = {"polymorphic_identity": "teacher"}

class Pupil(Person):
    __tablename__ = "pupil"
    id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    grade: Mapped[int | None]
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"))
    teacher: Mapped[Teacher | None] = relationship(back_populates="pupils", foreign_keys=[teacher_id])
    __mapper_args__ = {"polymorphic_identity": "pupil", "inherit_condition": id == Person.id}

t = Teacher(name="Mr Hill", subject="maths")
t.pupils = [Pupil(name="Ola", grade=3), Pupil(name="Kim", grade=5)]
session.add_all([t, Person(name="Janitor")])
session.commit()
print(session.scalars(select(Person).order_by(Person.name)).all())
session.expunge_all()
everyone = session.scalars(select(Person).options(selectin_polymorphic(Person, [Teacher, Pupil])).order_by(Person.id)).all()
print([getattr(p, "subject", None) or getattr(p, "grade", None) for p in everyone])
session.expunge_all()
both = with_polymorphic(Person, [Teacher])
print(session.execute(select(both.name, both.Teacher.subject).order_by(both.id)).all())
print(session.scalars(select(Pupil).where(Pupil.grade > 3)).all(), session.scalar(select(func.count()).select_from(Teacher)))
kim = session.scalars(select(Pupil).filter_by(name="Kim")).one()
print(kim.teacher, kim.teacher.pupils, kim.kind)
kim.grade = 6
kim.name = "Kimberley"
session.commit()
session.delete(kim.teacher)
session.commit()
print(session.execute(select(Pupil.name, Pupil.teacher_id)).all(), session.scalar(select(func.count(Person.id))))
print(session.get(Person, 2).grade, session.get(Teacher, 2))
