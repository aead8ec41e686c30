class Cinema(db.Model):
    __tablename__ = 'cinemas'
    town = db.Column(db.String(20))
    street = db.Column(db.String(20))
    seats = db.Column(db.Integer)
    shows = db.relationship('Show', back_populates='cinema')
    __table_args__ = (db.PrimaryKeyConstraint('town', 'street', name='pk_cinema'),)

class Show(db.Model):
    __tablename__ = 'shows'
    id = db.Column(db.Integer, primary_key=True)
    film = db.Column(db.String)
    town = db.Column(db.String)
    street = db.Column(db.String)
    cinema = db.relationship('Cinema', back_populates='shows')
    __table_args__ = (db.ForeignKeyConstraint(['town', 'street'], ['cinemas.town', 'cinemas.street']),)

c = Cinema(town='Graz', street='Ring', seats=80)
c.shows = [Show(film='M'), Show(film='Jaws')]
db.session.add(c)
db.session.add(Cinema(town='Graz', street='Lane', seats=20))
db.session.commit()
print(c.shows[1].town, c.shows[1].street)
print(db.session.get(Cinema, ('Graz', 'Lane')).seats)
print(db.session.get(Cinema, {'street': 'Ring', 'town': 'Graz'}) is c)
print(Show.query.filter(Show.cinema == c).count())
print(db.session.query(Cinema.town, Cinema.street).order_by(Cinema.street).all())
db.session.get(Cinema, 'Graz')
