class Team(db.Model):
    __tablename__ = 'teams'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    players = db.relationship('Player', backref='team')

class Player(db.Model):
    __tablename__ = 'players'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    team_id = db.Column(db.Integer, db.ForeignKey('teams.id'))

reds = Team(name='Reds')
db.session.add(reds)
db.session.commit()
reds.players.append('Kim')
db.session.commit()
