class Singer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    songs = db.relationship('Song', backref='singer')

class Song(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    singer_id = db.Column(db.Integer, db.ForeignKey('singers.id'))

s = Singer(name='Nina')
db.session.add(s)
db.session.commit()
