import datetime as dt

class Booking(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    guest = db.Column(db.String(40), nullable=False)
    room = db.Column(db.Integer)
    start = db.Column(db.Date, nullable=False)
    nights = db.Column(db.Integer, default=1)
    price = db.Column(db.Numeric(8, 2))
    paid = db.Column(db.Boolean, default=False)

def book(guest, room, start, nights, price, paid=False):
    db.session.add(Booking(guest=guest, room=room, start=dt.date.fromisoformat(start), nights=nights, price=price, paid=paid))

book('Ada', 1, '2024-03-01', 2, 99.5, True)
book('Ben', 2, '2024-03-04', 1, 60)
book('Ada', 2, '2024-04-10', 4, 75.25)
book('Cid', 1, '2024-04-11', 3, 99.5, True)
db.session.commit()
f = db.func
print(db.session.query(f.strftime('%Y-%m', Booking.start).label('month'), f.sum(Booking.nights)).group_by('month').order_by('month').all())
print(db.session.query(Booking.guest, f.sum(db.case((Booking.paid, 1), else_=0))).group_by(Booking.guest).order_by(Booking.guest).all())
print(db.session.query(f.count(Booking.id).filter(Booking.paid.is_(True)), f.count(Booking.id)).one())
print(db.session.query(db.extract('month', Booking.start), Booking.guest).order_by(Booking.id).first())
print(db.session.query(f.sum(Booking.price * Booking.nights)).filter(Booking.guest == 'Ada').scalar())
print(Booking.query.filter(Booking.start.between(dt.date(2024, 4, 1), dt.date(2024, 4, 30)), ~Booking.paid).one().guest)
label = db.case((Booking.nights > 3, 'long'), (Booking.nights > 1, 'normal'), else_='short')
for guest, kind in db.session.query(Booking.guest, label.label('kind')).order_by(db.desc('kind'), Booking.id):
    print(f'{guest:>5} {kind}')
print(db.session.query(Booking.room, f.avg(Booking.nights)).group_by(Booking.room).having(f.count() > 1).order_by(Booking.room.desc()).all())
print(db.session.query(db.cast(Booking.price, db.Integer)).order_by(Booking.id).first())
n = f.row_number().over(partition_by=Booking.room, order_by=Booking.start)
print(db.session.query(Booking.guest, n.label('n')).filter(Booking.nights >= 1).order_by(Booking.room, 'n').all())
lag = f.lag(Booking.guest).over(order_by=Booking.start)
print(db.session.query(Booking.guest, lag).order_by(Booking.start).all())
print(db.session.query(f.coalesce(f.max(Booking.price), 0)).filter(Booking.room == 9).scalar())
print(Booking.query.order_by(Booking.price.desc(), Booking.start).first().price)
