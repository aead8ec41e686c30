class Event(db.Model):
    __tablename__ = 'events'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    seats = db.Column(db.Integer, db.CheckConstraint('seats > 0'), default=10)
    guests = db.relationship('Guest', secondary='event_guests', back_populates='events')

class Guest(db.Model):
    __tablename__ = 'guests'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, unique=True)
    events = db.relationship('Event', secondary='event_guests', back_populates='guests')

event_guests = db.Table('event_guests',
    db.Column('event_id', db.ForeignKey('events.id'), primary_key=True),
    db.Column('guest_id', db.ForeignKey('guests.id'), primary_key=True))

def attempt(label, action):
    try:
        result = action()
        db.session.commit()
        print(label, 'ok', result)
    except Exception as e:
        db.session.rollback()
        print(label, type(e).__name__, str(e).partition('\n')[0])

attempt('create', lambda: db.session.add(Event(title='Gala', guests=[Guest(name='Bo')])))
attempt('no title', lambda: db.session.add(Event()))
attempt('seats', lambda: db.session.add(Event(title='Tiny', seats=0)))
attempt('same guest', lambda: db.session.add(Guest(name='Bo')))
attempt('twice', lambda: Event.query.first().guests.append(Guest.query.first()))
attempt('string', lambda: Event.query.first().guests.append('Al'))
attempt('none', lambda: Event.query.first().guests.remove(Guest(name='Zed')))
attempt('filter', lambda: Event.query.filter(Event.guests == 'Bo').all())
attempt('filter_by', lambda: Event.query.filter_by(guest='Bo').all())
attempt('get', lambda: Event.query.get('one'))
attempt('order', lambda: Event.query.order_by(Event.nope).all())
attempt('session', lambda: db.session.ad(Guest()))
attempt('table', lambda: db.session.add(event_guests))
attempt('raw', lambda: db.session.execute('SELECT 1'))
attempt('text', lambda: db.session.execute(db.text('SELECT nope FROM events')))
attempt('update', lambda: Event.query.filter_by(title='Gala').update({'titel': 'x'}))
attempt('count', lambda: len(Event.query))
attempt('join', lambda: Event.query.join('guests').all())
attempt('class', lambda: Event.query.filter(Guest).all())
attempt('kw', lambda: Event(name='x'))
attempt('one', lambda: Event.query.filter_by(title='?').one())
attempt('delete', lambda: db.session.delete(Event(title='new')))
attempt('m2m', lambda: db.session.delete(Guest.query.filter_by(name='Bo').one()))
attempt('left', lambda: (Event.query.count(), Guest.query.count(), db.session.query(event_guests).count()))
