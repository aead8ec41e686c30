class Ticket(db.Model):
    __tablename__ = 'tickets'
    id = db.Column('ticket_no', db.Integer, primary_key=True)
    seat = db.Column(db.String(4))

db.session.add(Ticket(seat='12A'))
db.session.commit()
print(Ticket.query.filter_by(id=1).one().seat)

class Train(db.Model):
    __tablename__ = 'trains'
    id = db.Column(db.Integer, 'train_no', primary_key=True)
    name = db.Column(db.String, 'name')
