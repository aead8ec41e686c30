"""A typical script: three kinds of relationship, made, read and changed through a session."""
from sqlalchemy import Column, ForeignKey, Integer, String, Table, create_engine, func, select
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()

enrollments = Table(
    "enrollments",
    Base.metadata,
    Column("student_id", ForeignKey("students.id"), primary_key=True),
    Column("course_id", ForeignKey("courses.id"), primary_key=True),
)


class School(Base):
    __tablename__ = "schools"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    students = relationship("Student", back_populates="school")


class Student(Base):
    __tablename__ = "students"
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    school_id = Column(ForeignKey("schools.id"))
    school = relationship("School", back_populates="students")
    card = relationship("Card", back_populates="student", uselist=False)
    courses = relationship("Course", secondary=enrollments, back_populates="students")

    def __repr__(self):
        return f"Student({self.name!r})"


class Card(Base):
    __tablename__ = "cards"
    id = Column(Integer, primary_key=True)
    number = Column(String(12), unique=True)
    student_id = Column(ForeignKey("students.id"), unique=True)
    student = relationship("Student", back_populates="card")


class Course(Base):
    __tablename__ = "courses"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    students = relationship("Student", secondary=enrollments, back_populates="courses")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    art, logic = Course(title="Art"), Course(title="Logic")
    school = School(name="North")
    for number, name in enumerate(["Ada", "Ben", "Cyd", "Dee"]):
        student = Student(name=name, school=school, card=Card(number=f"N-{number:03}"))
        student.courses.append(art if number % 2 else logic)
        if name == "Ada":
            student.courses.append(art)
    session.add(school)
    session.commit()

    for student in session.query(Student).order_by(Student.name):
        print(student, student.card.number, sorted(c.title for c in student.courses))
    print(school.students)
    counts = (
        select(Course.title, func.count())
        .join(Course.students)
        .group_by(Course.title)
        .order_by(Course.title)
    )
    for title, count in session.execute(counts):
        print(title, count)
    ben = session.query(Student).filter_by(name="Ben").one()
    ben.school = None
    session.delete(art)
    session.commit()
    print(session.query(Student).filter(Student.school == None).all())  # noqa: E711
