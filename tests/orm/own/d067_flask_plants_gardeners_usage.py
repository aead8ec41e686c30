class Gardener(db.Model):
    __tablename__ = 'gardeners'

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

    plots = db.relationship('Plot', back_populates='gardener')

    def __repr__(self):
        return f'<Gardener {self.id}: {self.name}>'

class Plant(db.Model):
    __tablename__ = 'plants'

    id = db.Column(db.Integer, primary_key=True)
    species = db.Column(db.String)

    plots = db.relationship('Plot', back_populates='plant')

    def __repr__(self):
        return f'<Plant {self.id}: {self.species}>'

class Plot(db.Model):
    __tablename__ = 'plots'

    id = db.Column(db.Integer, primary_key=True)
    size = db.Column(db.Float)
    gardener_id = db.Column(db.Integer, db.ForeignKey('gardeners.id'))
    plant_id = db.Column(db.Integer, db.ForeignKey('plants.id'))

    gardener = db.relationship('Gardener', back_populates='plots')
    plant = db.relationship('Plant', back_populates='plots')

    def __repr__(self):
        return f'<Plot {self.id}: {self.size} m2>'

tomato = Plant(species='Tomato')
basil = Plant(species='Basil')
flo = Gardener(name='Flo')
gus = Gardener(name='Gus')
plots = [
    Plot(size=2.5, gardener=flo, plant=tomato),
    Plot(size=1, gardener=flo, plant=basil),
    Plot(size=4, gardener=gus, plant=tomato),
]
db.session.add_all([tomato, basil, flo, gus] + plots)
db.session.commit()

print(flo.plots)
print([p.gardener for p in tomato.plots])
print({plot.plant.species for plot in gus.plots})
print(sum(plot.size for plot in tomato.plots))
gus.plots[0].plant = basil
db.session.commit()
for plant in Plant.query.all():
    print(plant, len(plant.plots))
