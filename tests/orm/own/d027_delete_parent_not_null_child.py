class Garden(db.Model):
    __tablename__ = 'gardens'
    id = db.Column(db.Integer, primary_key=True)
    beds = db.relationship('Bed', back_populates='garden')

class Bed(db.Model):
    __tablename__ = 'beds'
    id = db.Column(db.Integer, primary_key=True)
    crop = db.Column(db.String)
    garden_id = db.Column(db.Integer, db.ForeignKey('gardens.id'), nullable=False)
    garden = db.relationship('Garden', back_populates='beds')

g = Garden(beds=[Bed(crop='leek'), Bed(crop='kale')])
db.session.add(g)
db.session.commit()
print(len(g.beds))
db.session.delete(g)
db.session.commit()
