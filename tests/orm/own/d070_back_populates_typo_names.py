class Museum(db.Model):
    __tablename__ = 'museums'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    paintings = db.relationship('Painting', back_populates='musem')

class Painting(db.Model):
    __tablename__ = 'paintings'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    museum_id = db.Column(db.Integer, db.ForeignKey('museums.id'))
    museum = db.relationship('Museum', back_populates='paintings')

louvre = Museum(name='Louvre')
louvre.paintings.append(Painting(title='Mona Lisa'))
db.session.add(louvre)
db.session.commit()
