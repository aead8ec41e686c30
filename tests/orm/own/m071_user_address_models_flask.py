class Person(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    addresses = db.relationship('Address', backref='person', lazy=True)

class Address(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), nullable=False)
    person_id = db.Column(db.Integer, db.ForeignKey('person.id'), nullable=False)

p = Person(name='Nora')
p.addresses.append(Address(email='nora@example.org'))
Address(email='n@example.org', person=p)
db.session.add(p)
db.session.commit()
for address in p.addresses:
    print(address.id, address.email, address.person.name)
print(Address.query.filter_by(person=p).count())
print(Person.query.filter(Person.name.startswith('N')).first())
