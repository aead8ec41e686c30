class Student(db.Model):
    __tablename__ = 'students'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    age = db.Column(db.Integer)
    city = db.Column(db.String(50), default='Lyon')

    def __repr__(self):
        return f'<Student {self.name}>'

db.session.add_all([
    Student(name='Ana', age=20),
    Student(name='Ben', age=17, city='Nice'),
    Student(name='Cleo', age=25),
])
db.session.commit()

# all, one, by key
print(Student.query.all())
print(Student.query.first(), Student.query.get(2))
# filters
print(Student.query.filter_by(city='Lyon').all())
print(Student.query.filter(Student.age >= 18).order_by(Student.age.desc()).all())
print(Student.query.filter(db.or_(Student.age < 18, Student.name == 'Ana')).count())
print(db.session.query(db.func.avg(Student.age)).scalar())
# update and delete
ben = Student.query.filter_by(name='Ben').first()
ben.age += 1
db.session.delete(Student.query.get(3))
db.session.commit()
print(Student.query.filter(Student.age > 17).all())
