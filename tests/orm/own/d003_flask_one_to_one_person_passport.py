class Person(db.Model):
    __tablename__ = 'people'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    passport = db.relationship('Passport', back_populates='person', uselist=False)

    def __repr__(self):
        return f'<Person {self.name}>'

class Passport(db.Model):
    __tablename__ = 'passports'
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(9), unique=True, nullable=False)
    person_id = db.Column(db.Integer, db.ForeignKey('people.id'), unique=True)
    person = db.relationship('Person', back_populates='passport')

    def __repr__(self):
        return f'<Passport {self.number}>'

lena = Person(name='Lena')
omar = Person(name='Omar')
p = Passport(number='X123', person=lena)
print(lena.passport, omar.passport)
db.session.add_all([lena, omar])
db.session.commit()
found = Passport.query.filter_by(number='X123').first()
print(found.person)
found.person = omar
print(lena.passport, omar.passport)
db.session.commit()
print(lena.passport, omar.passport, found.person_id)
