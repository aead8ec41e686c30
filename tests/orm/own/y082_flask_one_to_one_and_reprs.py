class Employee(db.Model):
    __tablename__ = 'employees'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    hire_date = db.Column(db.Date)
    onboarding = db.relationship('Onboarding', uselist=False, back_populates='employee')
    reviews = db.relationship('Review', back_populates='employee')

    def __repr__(self):
        return f"<Employee {self.id}, {self.name}, {self.hire_date}>"

class Onboarding(db.Model):
    __tablename__ = 'onboardings'
    id = db.Column(db.Integer, primary_key=True)
    orientation = db.Column(db.DateTime)
    forms_complete = db.Column(db.Boolean, default=False)
    employee_id = db.Column(db.Integer, db.ForeignKey('employees.id'))
    employee = db.relationship('Employee', back_populates='onboarding')

    def __repr__(self):
        return f"<Onboarding {self.id}, {self.orientation}, {self.forms_complete}>"

class Review(db.Model):
    __tablename__ = 'reviews'
    id = db.Column(db.Integer, primary_key=True)
    year = db.Column(db.Integer)
    summary = db.Column(db.String)
    employee_id = db.Column(db.Integer, db.ForeignKey('employees.id'))
    employee = db.relationship('Employee', back_populates='reviews')

    def __repr__(self):
        return f"<Review {self.id}, {self.year}, {self.summary}>"

import datetime
uri = Employee(name='Uri Lee', hire_date=datetime.datetime(2022, 5, 17))
tristan = Employee(name='Tristan Tal', hire_date=datetime.date(2020, 1, 30))
db.session.add_all([uri, tristan])
db.session.commit()
db.session.add(Review(year=2023, summary='Great web developer!', employee_id=uri.id))
db.session.add(Review(year=2022, summary='Good with bugs', employee=tristan))
on = Onboarding(orientation=datetime.datetime(2023, 3, 27))
on.employee = uri
db.session.commit()
print(uri, uri.reviews, uri.onboarding, sep='\n')
print(uri.hire_date.__class__.__name__, on.forms_complete is False)
tristan.onboarding = on
print(uri.onboarding, on.employee.name)
db.session.commit()
print(uri.onboarding, tristan.onboarding.employee_id)
print(Employee.query.filter(Employee.hire_date > datetime.date(2021, 1, 1)).all())
