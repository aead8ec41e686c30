course_students = db.Table('course_students',
    db.Column('course_id', db.Integer, db.ForeignKey('courses.id'), primary_key=True),
    db.Column('student_id', db.Integer, db.ForeignKey('students.id'), primary_key=True))

class Course(db.Model):
    __tablename__ = 'courses'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    students = db.relationship('Student', secondary=course_students, back_populates='courses')

class Student(db.Model):
    __tablename__ = 'students'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    courses = db.relationship('Course', secondary=course_students, back_populates='students')

ana, ben, cem = [Student(name=n) for n in ('Ana', 'Ben', 'Cem')]
db.session.add_all([ana, ben, cem])
db.session.commit()
art = Course(title='Art', students=[ana])
bio = Course(title='Bio', students=[ana, ben])
db.session.add(art)
db.session.add(bio)
db.session.commit()

print([s.name for s in Student.query.filter(Student.courses.any(title='Bio')).order_by(Student.name)])
print([s.name for s in Student.query.filter(Student.courses.contains(art))])
print([s.name for s in Student.query.filter(~Student.courses.any())])
print([c.title for c in Course.query.filter(Course.students.any(Student.name.in_(['Ben', 'Cem'])))])
print([c.title for c in Course.query.filter(Course.students.contains(ana), Course.title != 'Art')])
both = Course.query.filter(Course.students.contains(ana)).filter(Course.students.contains(ben)).all()
print(len(both), both[0].title)
print(Course.query.join(Course.students).filter(Student.name == 'Ana').count())
Student.query.filter(Student.courses == art).all()
