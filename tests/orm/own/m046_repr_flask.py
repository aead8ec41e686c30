class City(db.Model):
    __tablename__ = 'cities'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

c = City(name='Oslo')
print(c)
db.session.add(c)
print(c)
db.session.commit()
print(c)
print(City.query.all())
print([City.query.get(1)])
