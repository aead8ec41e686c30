class Base0(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(60), nullable=False)

    @classmethod
    def named(cls, name):
        found = cls.query.filter_by(name=name).first()
        if found is None:
            found = cls(name=name)
            db.session.add(found)
        return found

    def __repr__(self):
        return f'{self.__class__.__name__}:{self.name}'

class Faculty(Base0):
    professors = db.relationship('Professor', back_populates='faculty', order_by='Professor.name')
    lectures = db.relationship('Lecture', secondary='professor', viewonly=True,
        primaryjoin='Faculty.id == Professor.faculty_id', secondaryjoin='Professor.id == Lecture.professor_id')

class Professor(Base0):
    faculty_id = db.Column(db.Integer, db.ForeignKey('faculty.id'))
    faculty = db.relationship('Faculty', back_populates='professors')
    lectures = db.relationship('Lecture', back_populates='professor', lazy='select')

class Lecture(Base0):
    hours = db.Column(db.Integer, default=2)
    professor_id = db.Column(db.Integer, db.ForeignKey('professor.id'))
    professor = db.relationship('Professor', back_populates='lectures')
    exams = db.relationship('Exam', back_populates='lecture', cascade='all, delete-orphan')

class Exam(Base0):
    lecture_id = db.Column(db.Integer, db.ForeignKey('lecture.id'))
    lecture = db.relationship('Lecture', back_populates='exams')
    grade = db.Column(db.Float)

science = Faculty.named('Science')
curie = Professor.named('Curie')
curie.faculty = science
bohr = Professor(name='Bohr', faculty=Faculty.named('Science'))
db.session.add(bohr)
bohr.lectures = [Lecture(name='Atoms', hours=4, exams=[Exam(name='June', grade=1.3), Exam(name='July', grade=2.7)]), Lecture(name='Light')]
curie.lectures.append(Lecture(name='Rays', exams=[Exam(name='June', grade=1.0)]))
db.session.commit()
print(Faculty.query.count(), science.professors, science.lectures)
q = (db.session.query(Professor.name, db.func.count(Exam.id), db.func.min(Exam.grade))
     .join(Professor.lectures).outerjoin(Lecture.exams).group_by(Professor.name).order_by(Professor.name))
for row in q:
    print(*row, sep=' | ')
print(Exam.query.join(Exam.lecture).join(Lecture.professor).filter(Professor.name == 'Bohr').order_by(Exam.grade.desc()).all())
print(Professor.query.filter(Professor.lectures.any(Lecture.exams.any(Exam.grade < 1.2))).all())
print(Exam.query.filter(Exam.lecture.has(Lecture.professor.has(name='Curie'))).one())
print(Lecture.query.options(db.joinedload(Lecture.professor).joinedload(Professor.faculty), db.selectinload(Lecture.exams)).order_by(Lecture.name).first().professor.faculty)
sub = db.session.query(Lecture.professor_id, db.func.sum(Lecture.hours).label('hours')).group_by(Lecture.professor_id).subquery()
print(db.session.query(Professor, sub.c.hours).outerjoin(sub, sub.c.professor_id == Professor.id).order_by(sub.c.hours.desc()).all())
db.session.delete(Lecture.named('Atoms'))
db.session.commit()
print(Exam.query.all(), bohr.lectures)
bohr.name = None
db.session.commit()
