from sqlalchemy.ext.associationproxy import association_proxy

class Employee(db.Model):
    __tablename__ = 'employees'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    assignments = db.relationship('Assignment', back_populates='employee', cascade='all, delete-orphan')
    projects = association_proxy('assignments', 'project', creator=lambda p: Assignment(project=p))

class Project(db.Model):
    __tablename__ = 'projects'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    assignments = db.relationship('Assignment', back_populates='project', cascade='all, delete-orphan')
    employees = association_proxy('assignments', 'employee', creator=lambda e: Assignment(employee=e))

class Assignment(db.Model):
    __tablename__ = 'assignments'
    id = db.Column(db.Integer, primary_key=True)
    role = db.Column(db.String)
    employee_id = db.Column(db.Integer, db.ForeignKey('employees.id'))
    project_id = db.Column(db.Integer, db.ForeignKey('projects.id'))
    employee = db.relationship('Employee', back_populates='assignments')
    project = db.relationship('Project', back_populates='assignments')

ada = Employee(name='Ada')
site = Project(title='Site')
app_ = Project(title='App')
ada.projects.append(site)
db.session.add_all([ada, Assignment(employee=ada, project=app_, role='lead')])
db.session.commit()
print([p.title for p in ada.projects])
print([e.name for e in app_.employees])
print([a.role for a in ada.assignments])
db.session.delete(site)
db.session.commit()
print([p.title for p in ada.projects], Assignment.query.count())
