from sqlalchemy import Column, Integer, String, inspect
from sqlalchemy.orm import Session, object_session, make_transient, make_transient_to_detached

class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    qty = Column(Integer, default=1)

def state(obj):
    i = inspect(obj)
    return [n for n in ('transient', 'pending', 'persistent', 'deleted', 'detached') if getattr(i, n)]

a = Item(name='pen')
print(state(a), object_session(a), a.id, a.qty)
session.add(a)
print(state(a), object_session(a) is session, a in session.new, list(session.new) == [a])
session.flush()
print(state(a), a.id, a.qty, inspect(a).identity, inspect(a).has_identity)
a.qty += 4
print(session.dirty, session.is_modified(a), inspect(a).attrs.qty.history)
a.qty = 1
print(session.is_modified(a), a in session.dirty)
session.commit()
print(inspect(a).expired, 'qty' in a.__dict__)
session.delete(a)
print(state(a), a in session.deleted)
session.flush()
print(state(a), a in session, inspect(a).was_deleted)
session.commit()
print(state(a))
make_transient(a)
print(state(a), a.id)
a.id = None
session.add(a)
session.commit()
print(a.id, state(a))
session.expunge(a)
print(state(a))
b = Item(id=1, name='ghost')
make_transient_to_detached(b)
print(state(b), inspect(b).expired)
session.add(b)
print(b.name, b.qty)
try:
    session.expunge(Item())
except Exception as e:
    print(type(e).__name__, e)
try:
    Session(engine).add(b)
except Exception as e:
    print(type(e).__name__, str(e).replace(str(id(b)), ''))
