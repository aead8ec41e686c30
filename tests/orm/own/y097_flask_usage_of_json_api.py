import json

class Camper(db.Model):
    __tablename__ = 'campers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    age = db.Column(db.Integer)
    signups = db.relationship('Signup', backref='camper', cascade='all, delete')

    @db.validates('name', 'age')
    def validate(self, key, value):
        if key == 'name' and not value:
            raise ValueError('name is required')
        if key == 'age' and not 8 <= value <= 18:
            raise ValueError(f'age must be between 8 and 18, was {value}')
        return value

class Signup(db.Model):
    __tablename__ = 'signups'
    id = db.Column(db.Integer, primary_key=True)
    time = db.Column(db.Integer)
    camper_id = db.Column(db.Integer, db.ForeignKey('campers.id'))

    def as_dict(self):
        return {c.key: getattr(self, c.key) for c in db.inspect(self).mapper.column_attrs}

def post_camper(body):
    data = json.loads(body)
    try:
        camper = Camper(**data)
        db.session.add(camper)
        db.session.commit()
        return json.dumps({'id': camper.id, 'name': camper.name}), 201
    except (ValueError, TypeError) as e:
        return json.dumps({'errors': [str(e)]}), 400

print(post_camper('{"name": "Zoe", "age": 11}'))
print(post_camper('{"name": "", "age": 11}'))
print(post_camper('{"name": "Bob", "age": 7}'))
print(post_camper('{"nme": "Bob"}'))
zoe = db.session.get(Camper, 1)
zoe.signups.extend([Signup(time=t) for t in (9, 14)])
db.session.commit()
print(json.dumps([s.as_dict() for s in zoe.signups], indent=2))
print(json.dumps({'b': 1, 'a': [True, None, 1.5, 'é']}, sort_keys=True), json.loads('[1, {"x": null}]'))
for attr, value in {'name': 'Zoey', 'age': 12}.items():
    setattr(zoe, attr, value)
db.session.commit()
print(Camper.query.with_entities(Camper.name, Camper.age).first())
db.session.delete(zoe)
db.session.commit()
print(Signup.query.count(), db.session.get(Camper, 1))
try:
    json.loads('{bad}')
except json.JSONDecodeError as e:
    print(e)
json.dumps(Camper(name='x', age=9))
