class School(db.Model):
    __tablename__ = 'schools'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(100), nullable=False, unique=True)
    founded = db.Column(db.Date)
    pupils = db.relationship('Pupil', backref='school', lazy=True)
    head = db.relationship('Head', uselist=False, backref='school')

class Pupil(db.Model):
    __tablename__ = 'pupils'
    __table_args__ = (
        db.UniqueConstraint('school_id', 'number', name='uix_school_number'),
        db.CheckConstraint('grade BETWEEN 1 AND 13'),
        db.Index('ix_name_grade', 'name', 'grade'),
    )
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(60))
    number = db.Column(db.Integer)
    grade = db.Column(db.SmallInteger, default=1, server_default='1')
    school_id = db.Column(db.Integer, db.ForeignKey('schools.id'), nullable=False)

class Head(db.Model):
    __tablename__ = 'heads'
    school_id = db.Column(db.ForeignKey('schools.id'), primary_key=True)
    name = db.Column(db.Unicode(60))
    salary = db.Column(db.Numeric(10, 2))
    photo = db.Column(db.LargeBinary)
    notes = db.Column(db.JSON)
    mood = db.Column(db.Enum('good', 'bad', name='mood_enum'))
