# add to Pet
owner_id = db.Column(db.Integer, db.ForeignKey('owners.id'))

# add to Owner
pets = db.relationship('Pet', backref='owner')

print(owner_id)
