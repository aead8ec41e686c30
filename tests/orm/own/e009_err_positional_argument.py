class Pupil(db.Model):
    __tablename__ = 'pupils'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

    def __repr__(self):
        return '<Pupil {}>'.format(self.name)

mia = Pupil(name='Mia')
db.session.add(mia)
db.session.commit()
print(mia)
leo = Pupil('Leo')
db.session.add(leo)
db.session.commit()
