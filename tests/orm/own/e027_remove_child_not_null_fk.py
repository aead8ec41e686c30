class Building(db.Model):
    __tablename__ = 'buildings'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    flats = db.relationship('Flat', back_populates='building')

class Flat(db.Model):
    __tablename__ = 'flats'
    id = db.Column(db.Integer, primary_key=True)
    floor = db.Column(db.Integer)
    building_id = db.Column(db.Integer, db.ForeignKey('buildings.id'), nullable=False)
    building = db.relationship('Building', back_populates='flats')

tower = Building(name='Tower', flats=[Flat(floor=1), Flat(floor=2)])
db.session.add(tower)
db.session.commit()
print(len(tower.flats))
flat = tower.flats[0]
tower.flats.remove(flat)
try:
    db.session.commit()
except Exception as e:
    print(type(e).__name__)
    db.session.rollback()
print(len(tower.flats), flat.building.name)
db.session.add(Flat(floor=3))
db.session.commit()
