class Country(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False, unique=True)
    capital = db.relationship('Capital', backref=db.backref('country', uselist=False, lazy='joined'), uselist=False, cascade='all, delete-orphan')
    cities = db.relationship('City', backref=db.backref('country', lazy='select'), order_by='City.name', lazy='joined')

class Capital(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    country_id = db.Column(db.Integer, db.ForeignKey('country.id'), nullable=False, unique=True)

class City(db.Model):
    __tablename__ = 'town'
    id = db.Column('city_id', db.Integer, primary_key=True)
    name = db.Column('city_name', db.String(50), index=True)
    country_id = db.Column(db.Integer, db.ForeignKey('country.id'))

no = Country(name='Norway', capital=Capital(name='Oslo'))
no.cities = [City(name=n) for n in ('Moss', 'Bergen')]
se = Country(name='Sweden')
db.session.add_all([no, se])
db.session.commit()
print(no.capital.country is no, [c.name for c in no.cities], se.capital)
print(Country.query.filter(Country.capital.has(name='Oslo')).one().name, Country.query.filter(Country.capital == None).one().name)
print(City.query.filter_by(name='Moss').one().country.name, City.query.filter(City.id > 1).all()[0].name)
print(Capital.query.options(db.joinedload(Capital.country)).first().country.cities[0].name)
no.capital = Capital(name='Trondheim')
try:
    db.session.commit()
except Exception as e:
    db.session.rollback()
    print(type(e).__name__, e.orig)
print(no.capital.name)
no.capital = None
db.session.commit()
print(Capital.query.count(), Country.query.first().capital)
print(Country.query.outerjoin(City).with_entities(Country.name, db.func.count(City.id)).group_by(Country.name).order_by(Country.name).all())
db.session.add(Capital(name='Nowhere'))
db.session.commit()
