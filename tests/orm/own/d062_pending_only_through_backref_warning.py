class Mother(db.Model):
    __tablename__ = 'mothers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    kids = db.relationship('Kid', back_populates='mother')

class Kid(db.Model):
    __tablename__ = 'kids'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    mother_id = db.Column(db.Integer, db.ForeignKey('mothers.id'))
    mother = db.relationship('Mother', back_populates='kids')

m = Mother(name='May')
db.session.add(m)
db.session.commit()
k = Kid(name='Kit', mother=m)
print(k in session, m.kids)
db.session.commit()
print(Kid.query.count(), m.kids)
db.session.add(k)
db.session.commit()
print(m.kids[0].name, k.mother_id)
m.kids.append(Kid(name='Kat'))
print(len(db.session.new))
db.session.commit()
print(Kid.query.count())
lone = Kid(name='Kay')
lone.mother = Mother(name='Mia')
db.session.add(lone)
print(len(db.session.new))
db.session.commit()
print(lone.mother.id)
