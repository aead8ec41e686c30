class Enrollment(db.Model):
    __tablename__ = 'enrollments'
    student_id = db.Column(db.Integer, db.ForeignKey('students.id'), primary_key=True)
    course_id = db.Column(db.Integer, db.ForeignKey('courses.id'), primary_key=True)
    grade = db.Column(db.String(2))

    student = db.relationship('Student', back_populates='enrollments')
    course = db.relationship('Course', back_populates='enrollments')

class Student(db.Model):
    __tablename__ = 'students'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    enrollments = db.relationship('Enrollment', back_populates='student')

class Course(db.Model):
    __tablename__ = 'courses'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    enrollments = db.relationship('Enrollment', back_populates='course')

alice = Student(name='Alice')
math = Course(title='Math')
art = Course(title='Art')
db.session.add_all([
    Enrollment(student=alice, course=math, grade='B'),
    Enrollment(student=alice, course=art),
])
db.session.commit()
for e in alice.enrollments:
    print(e.course.title, e.grade)
Enrollment.query.get((1, 2)).grade = 'A'
db.session.commit()
print(Enrollment.query.filter_by(grade='A').one().course.title)
print(db.session.query(Student.name, Course.title).join(Enrollment.student).join(Enrollment.course).order_by(Course.title).all())
