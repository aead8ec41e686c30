class Employee(db.Model):
    __tablename__ = 'employees'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    manager_id = db.Column(db.Integer, db.ForeignKey('employees.id'))

    manager = db.relationship('Employee', remote_side=[id], back_populates='reports')
    reports = db.relationship('Employee', back_populates='manager', order_by='Employee.name')

    def __repr__(self):
        return f"Employee({self.name})"

    def chain(self):
        person, out = self, []
        while person:
            out.append(person.name)
            person = person.manager
        return ' < '.join(out)

boss = Employee(name='Rita')
sam = Employee(name='Sam', manager=boss)
tia = Employee(name='Tia', manager=sam)
abe = Employee(name='Abe', manager=boss)
db.session.add_all([tia, abe])
db.session.commit()
print(boss.reports, boss.manager)
print(tia.chain())
manager = db.aliased(Employee) if hasattr(db, 'aliased') else db.orm.aliased(Employee)
rows = db.session.query(Employee.name, manager.name).join(manager, Employee.manager).order_by(Employee.id).all()
print(rows)
db.session.delete(sam)
db.session.commit()
print(tia.manager, boss.reports)
