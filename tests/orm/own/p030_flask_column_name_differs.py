class Patient(db.Model):
    __tablename__ = 'tbl_patient'
    id = db.Column('patient_id', db.Integer, primary_key=True)
    name = db.Column('full_name', db.String(60), nullable=False)
    born = db.Column('birth year', db.Integer)
    visits = db.relationship('Visit', back_populates='patient')

class Visit(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    reason = db.Column('why', db.String, default='checkup')
    patient_id = db.Column('pat', db.ForeignKey('tbl_patient.patient_id'))
    patient = db.relationship(Patient, back_populates='visits')

p = Patient(name='Nora', born=1980)
p.visits.append(Visit())
db.session.add(p)
db.session.commit()
print(p.id, p.name, p.visits[0].reason, p.visits[0].patient_id)
print(Patient.query.filter_by(name='Nora').filter(Patient.born < 1990).count())
print(Patient.__table__.columns.keys(), Patient.name.name, Patient.name.key)
row = db.session.execute(db.select(Patient.name, Patient.born)).first()
print(row, row._fields)
print(db.select(Patient.born).where(Patient.id == 1))
Patient(full_name='Otto')
