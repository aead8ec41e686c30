from sqlalchemy.orm import with_parent

class School(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), unique=True)
    classes = db.relationship('SchoolClass', back_populates='school', order_by='SchoolClass.name')

class SchoolClass(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(10))
    pupils = db.Column(db.Integer)
    school_id = db.Column(db.Integer, db.ForeignKey('school.id'))
    school = db.relationship('School', back_populates='classes')

print(SchoolClass.__tablename__)
elm = School(name='Elm', classes=[SchoolClass(name='2b', pupils=24), SchoolClass(name='1a', pupils=30)])
oak = School(name='Oak', classes=[SchoolClass(name='1a', pupils=18)])
session.add_all([elm, oak, School(name='Empty'), SchoolClass(name='void', pupils=0)])
session.commit()

def schools(*where):
    return db.session.scalars(db.select(School.name).where(*where).order_by(School.id)).all()

print(schools(School.classes.any()))
print(schools(~School.classes.any()))
print(schools(School.classes.any(SchoolClass.pupils < 20)))
print(schools(School.classes.any(name='2b')))
print(schools(School.classes.contains(oak.classes[0])))

def classes(*where):
    return [c.name for c in db.session.scalars(db.select(SchoolClass).where(*where).order_by(SchoolClass.id))]

print(classes(SchoolClass.school.has(School.name == 'Elm')))
print(classes(~SchoolClass.school.has()))
print(classes(SchoolClass.school == elm))
print(classes(SchoolClass.school != elm))
print(classes(SchoolClass.school == None))
print(classes(with_parent(oak, School.classes)))
print([c.name for c in elm.classes])
try:
    School.query.filter(School.classes == elm.classes[0]).all()
except Exception as e:
    print(type(e).__name__, e)
try:
    SchoolClass.query.filter(SchoolClass.school.any()).all()
except Exception as e:
    print(type(e).__name__, e)
