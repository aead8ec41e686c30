class Parcel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(10))

from sqlalchemy import inspect

def state(obj):
    i = inspect(obj)
    for name in ('transient', 'pending', 'persistent', 'deleted', 'detached'):
        if getattr(i, name):
            return name

p = Parcel(label='P1')
print(state(p), p)
db.session.add(p)
print(state(p))
db.session.flush()
print(state(p), p.id)
db.session.commit()
print(state(p), p)
db.session.expunge(p)
print(state(p))
db.session.add(p)
print(state(p), p in db.session)
db.session.delete(p)
print(state(p), db.session.deleted)
db.session.flush()
print(state(p))
db.session.rollback()
print(state(p), p.label)
db.session.delete(p)
db.session.commit()
print(state(p), Parcel.query.count())
