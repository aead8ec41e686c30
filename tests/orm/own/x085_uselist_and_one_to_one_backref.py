class Employee(db.Model):
    __tablename__ = 'employees'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    badge = db.relationship('Badge', uselist=False, backref=db.backref('employee', uselist=False), cascade='all, delete-orphan')
    boss_id = db.Column(db.Integer, db.ForeignKey('employees.id'))
    assistant = db.relationship('Employee', uselist=False, backref=db.backref('boss', remote_side=[id]))

    def __repr__(self):
        return f'<Employee {self.id}, {self.name}>'

class Badge(db.Model):
    __tablename__ = 'badges'
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(8), server_default='none')
    employee_id = db.Column(db.Integer, db.ForeignKey('employees.id'))

    def __repr__(self):
        return f'<Badge {self.code}>'

liz = Employee(name='Liz', badge=Badge(code='A-1'))
jim = Employee(name='Jim', boss=liz)
db.session.add_all([liz, jim])
db.session.commit()
print(liz.badge, liz.badge.employee, liz.assistant, jim.boss, jim.badge)
jim.badge = Badge()
db.session.commit()
print(jim.badge.code)
liz.badge = Badge(code='A-2')
db.session.commit()
print(Badge.query.order_by(Badge.id).all())
kim = Employee(name='Kim')
liz.assistant = kim
print(jim.boss, kim.boss)
db.session.commit()
print(Employee.query.filter_by(boss=liz).all(), Employee.query.filter(Employee.assistant.has(name='Kim')).all())
db.session.add(Badge(code='A-3', employee_id=liz.id))
db.session.commit()
print(liz.badge.code)
print(Employee.query.join(Employee.badge).filter(Badge.code.like('A%')).count())
db.session.delete(liz)
db.session.commit()
print(Employee.query.all(), Badge.query.count(), kim.boss_id)
