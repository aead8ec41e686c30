class Airport(db.Model):
    __tablename__ = 'airports'
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(3))

class Flight(db.Model):
    __tablename__ = 'flights'
    id = db.Column(db.Integer, primary_key=True)
    start_id = db.Column(db.Integer, db.ForeignKey('airports.id'))
    goal_id = db.Column(db.Integer, db.ForeignKey('airports.id'))
    start = db.relationship('Airport')
    goal = db.relationship('Airport')

db.session.add(Airport(code='OSL'))
db.session.commit()
