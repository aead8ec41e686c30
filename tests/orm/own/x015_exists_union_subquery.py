from sqlalchemy import Column, ForeignKey, Integer, String, exists, func, select, union, union_all, intersect, except_
from sqlalchemy.orm import relationship

class Student(Base):
    __tablename__ = 'students'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    year = Column(Integer)
    grades = relationship('Grade', backref='student')

class Grade(Base):
    __tablename__ = 'grades'
    id = Column(Integer, primary_key=True)
    subject = Column(String)
    mark = Column(Integer)
    student_id = Column(Integer, ForeignKey('students.id'))

session.add_all([
    Student(name='Kim', year=1, grades=[Grade(subject='art', mark=5), Grade(subject='math', mark=2)]),
    Student(name='Lou', year=2, grades=[Grade(subject='art', mark=3)]),
    Student(name='Max', year=2),
])
session.commit()

print(session.query(Student.name).filter(exists().where(Grade.student_id == Student.id)).order_by(Student.name).all())
print(session.query(Student.name).filter(~session.query(Grade).filter(Grade.student_id == Student.id).exists()).all())
print(session.query(session.query(Student).filter_by(name='Nobody').exists()).scalar())
a = select(Student.name).where(Student.year == 2)
b = select(Student.name).join(Student.grades).where(Grade.subject == 'art')
print(session.execute(union(a, b).order_by('name')).all())
print(session.scalars(union_all(a, b)).all())
print(session.scalars(intersect(a, b)).all(), session.scalars(except_(a, b)).all())
best = select(Grade.student_id, func.max(Grade.mark).label('best')).group_by(Grade.student_id).subquery()
print(session.query(Student.name, best.c.best).outerjoin(best, Student.id == best.c.student_id).order_by(Student.id).all())
print(session.scalars(select(Student).where(exists(select(Grade.id).where(Grade.student_id == Student.id, Grade.mark >= 5)))).one().name)
print(session.query(Student).filter(Student.year == 1).union(session.query(Student).filter(Student.name == 'Max')).order_by(Student.name).all()[1].name)
