from sqlalchemy import inspect, text

class Tank(db.Model):
    __tablename__ = 'tanks'
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String)
    litres = db.Column(db.Integer)
    fish = db.relationship('Fish', back_populates='tank', order_by='Fish.name')

class Fish(db.Model):
    __tablename__ = 'fish'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    tank_id = db.Column(db.Integer, db.ForeignKey('tanks.id'))
    tank = db.relationship('Tank', back_populates='fish')

tank = Tank(label='hall', litres=80, fish=[Fish(name='Nemo')])
db.session.add(tank)
db.session.flush()

db.session.execute(text("UPDATE tanks SET litres = 120 WHERE id = 1"))
print(tank.litres)
db.session.refresh(tank)
print(tank.litres)

db.session.execute(text("UPDATE tanks SET label = 'lobby', litres = 130"))
db.session.expire(tank, ['label'])
print(tank.label, tank.litres)
db.session.expire(tank)
print(sorted(inspect(tank).expired_attributes))
print(tank.litres, len(tank.fish))

db.session.add(Fish(name='Dory', tank_id=tank.id))
db.session.flush()
print([f.name for f in tank.fish])
db.session.expire(tank, ['fish'])
print([f.name for f in tank.fish])

tank.litres = 999
db.session.refresh(tank, attribute_names=['label'])
print(tank.litres, db.session.is_modified(tank))
db.session.expire(tank)
print(tank.litres)

tank.label = 'kitchen'
db.session.expire_all()
print(tank.label)
db.session.commit()
print('label' in tank.__dict__)
nemo = db.session.query(Fish).filter_by(name='Nemo').one()
db.session.execute(text("DELETE FROM fish WHERE name = 'Nemo'"))
db.session.expire(nemo)
print(nemo.name)
