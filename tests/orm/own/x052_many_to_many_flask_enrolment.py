enrolment = db.Table('enrolment',
    db.Column('student_id', db.ForeignKey('student.id'), primary_key=True),
    db.Column('course_id', db.ForeignKey('course.id'), primary_key=True))

class Student(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    courses = db.relationship('Course', secondary=enrolment, back_populates='students', lazy='subquery')

    def __repr__(self):
        return f'<Student {self.name}>'

class Course(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(10), unique=True, nullable=False)
    seats = db.Column(db.Integer, default=2)
    students = db.relationship('Student', secondary=enrolment, back_populates='courses')

    @property
    def is_full(self):
        return len(self.students) >= self.seats

    def __repr__(self):
        return f'<Course {self.code}>'

def enrol(student, course):
    if course.is_full:
        return f'{course.code} is full'
    if course in student.courses:
        return 'already there'
    student.courses.append(course)
    db.session.commit()
    return 'ok'

art = Course(code='ART')
bio = Course(code='BIO', seats=1)
una, vic, wim = (Student(name=n) for n in ('Una', 'Vic', 'Wim'))
db.session.add_all([art, bio, una, vic, wim])
db.session.commit()
for s in (una, una, vic, wim):
    print(s.name, enrol(s, art))
print(enrol(wim, bio), enrol(una, bio))
db.session.expunge_all()
for s in Student.query.order_by(Student.name):
    print(s, s.courses)
print(Student.query.filter(~Student.courses.any()).count())
print(db.session.query(Course.code, db.func.count(Student.id)).join(Course.students).group_by(Course.id).order_by(Course.code).all())
art = Course.query.filter_by(code='ART').first()
art.students.clear()
db.session.commit()
print(db.session.query(enrolment).all())
db.session.delete(Student.query.filter_by(name='Wim').one())
db.session.commit()
print(db.session.query(enrolment).count())
