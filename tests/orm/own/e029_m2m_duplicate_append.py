class Guest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    parties = db.relationship('Party', secondary='invite', back_populates='guests')

class Party(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    topic = db.Column(db.String(20))
    guests = db.relationship('Guest', secondary='invite', back_populates='parties')

db.Table('invite',
    db.Column('guest_id', db.ForeignKey('guest.id'), primary_key=True),
    db.Column('party_id', db.ForeignKey('party.id'), primary_key=True))

uma = Guest(name='Uma')
ball = Party(topic='ball', guests=[uma])
db.session.add(ball)
db.session.commit()
print(uma.parties, len(ball.guests))
if uma not in ball.guests:
    ball.guests.append(uma)
db.session.commit()
print(len(ball.guests))
ball.guests.append(uma)
print(len(ball.guests))
db.session.commit()
print(len(ball.guests))
