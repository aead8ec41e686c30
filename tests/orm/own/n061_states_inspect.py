from sqlalchemy import Column, Integer, String, inspect
from sqlalchemy.orm import make_transient, object_session

class Parcel(Base):
    __tablename__ = 'parcels'
    id = Column(Integer, primary_key=True)
    weight = Column(Integer)
    note = Column(String)

def state(obj):
    i = inspect(obj)
    return [n for n in ('transient', 'pending', 'persistent', 'deleted', 'detached') if getattr(i, n)]

p = Parcel(weight=5)
print(state(p), object_session(p))
session.add(p)
print(state(p), object_session(p) is session, inspect(p).session is session)
print(inspect(p).identity, inspect(p).has_identity)
session.flush()
print(state(p), inspect(p).identity)
session.commit()
print(sorted(inspect(p).unloaded))
print(p.weight, sorted(inspect(p).unloaded), sorted(inspect(p).expired_attributes))

session.delete(p)
print(state(p), p in session.deleted)
session.flush()
print(state(p), inspect(p).was_deleted)
session.rollback()
print(state(p), p.weight)

session.delete(p)
session.commit()
print(state(p), inspect(p).was_deleted, p.weight)
make_transient(p)
print(state(p), p.id)
session.add(p)
session.commit()
print(state(p), p.id, p.note)

q = Parcel(weight=1)
session.add(q)
session.expunge(q)
print(state(q))
session.add(q)
session.flush()
session.rollback()
print(state(q), q.weight)
