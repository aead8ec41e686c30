class Doctor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    appointments = db.relationship('Appointment', backref='doctor', lazy=True)
    badge = db.relationship('StaffBadge', backref='doctor', uselist=False)


class Patient(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    born = db.Column(db.Date)
    appointments = db.relationship('Appointment', backref=db.backref('patient', lazy='joined'),
                                   order_by='Appointment.time.desc()')


class Appointment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    time = db.Column(db.DateTime, nullable=False, index=True)
    doctor_id = db.Column(db.Integer, db.ForeignKey('doctor.id'), nullable=False)
    patient_id = db.Column(db.Integer, db.ForeignKey('patient.id'), nullable=False)
    notes = db.Column(db.Text, default='')


class StaffBadge(db.Model):
    number = db.Column(db.String(8), primary_key=True)
    doctor_id = db.Column(db.Integer, db.ForeignKey('doctor.id', ondelete='SET NULL'), unique=True)
