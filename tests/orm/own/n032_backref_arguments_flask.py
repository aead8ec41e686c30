from sqlalchemy.orm import backref

class Zoo(db.Model):
    __tablename__ = 'zoos'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    cages = db.relationship('Cage', backref=backref('zoo', lazy='joined', innerjoin=True),
                            cascade='all, delete-orphan')

class Cage(db.Model):
    __tablename__ = 'cages'
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(10))
    zoo_id = db.Column(db.Integer, db.ForeignKey('zoos.id'), nullable=False)

class Keeper(db.Model):
    __tablename__ = 'keepers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    cage_id = db.Column(db.ForeignKey('cages.id'))
    cage = db.relationship(Cage, backref=backref('keeper', uselist=False))

z = Zoo(name='North Zoo', cages=[Cage(code='B2'), Cage(code='A1')])
db.session.add(z)
db.session.add(Keeper(name='Hugo', cage=z.cages[0]))
db.session.commit()

cage = Cage.query.filter_by(code='B2').first()
print(cage.zoo.name, cage.keeper.name)
other = Cage.query.order_by(Cage.code).first()
print(other.code, other.keeper)
other.keeper = cage.keeper
db.session.commit()
print(other.keeper.name, cage.keeper)
print(Cage.zoo.property.mapper.class_.__name__, Cage.zoo.property.back_populates)
print(hasattr(Cage, 'keeper'), hasattr(Zoo, 'keeper'))
