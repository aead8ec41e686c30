class Festival(db.Model):
    __tablename__ = 'festivals'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    stages = db.relationship('Stage', backref='festival')

class Stage(db.Model):
    __tablename__ = 'stages'
    id = db.Column(db.Integer, primary_key=True)
    festival_id = db.Column(db.Integer, ForeignKey('festivals.id'))

print(Festival.query.all())
