class Company(db.Model):
    __tablename__ = 'companies'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    employees = db.relationship('Employee', back_populates='company', cascade='all, delete-orphan')

class Employee(db.Model):
    __tablename__ = 'employees'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    company_id = db.Column(db.Integer, db.ForeignKey('companies.id'))
    company = db.relationship('Company', back_populates='employees')

acme = Company(name='Acme', employees=[Employee(name='Wile'), Employee(name='Road')])
db.session.add(acme)
db.session.commit()
acme.employees.remove(acme.employees[1])
db.session.commit()
print(Employee.query.all())
db.session.delete(acme)
db.session.commit()
print(Employee.query.count(), Company.query.count())
