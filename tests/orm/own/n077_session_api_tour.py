from sqlalchemy import Column, Integer, String, inspect
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, object_session

class Map(Base):
    __tablename__ = 'maps'
    id = Column(Integer, primary_key=True)
    region = Column(String)
    scale = Column(Integer)

s = Session(engine, info={'purpose': 'maps'})
print(s.info, s.autoflush, s.is_active, s.bind is engine)
alps = Map(region='Alps', scale=50000)
s.add(alps)
s.commit()

print(s.get_one(Map, 1) is alps)
try:
    s.get_one(Map, 9)
except NoResultFound as e:
    print(e)
print(s.get(Map, {'id': 1}).region, s.get(Map, (1,)) is alps)

key = s.identity_key(Map, 1)
print(key[0].__name__, key[1])
print(s.identity_key(instance=alps) == key, key in s.identity_map)
print(list(s.identity_map.values()) == [alps])

print(s.is_modified(alps))
alps.scale = 25000
print(s.is_modified(alps), alps in s.dirty)
alps.scale = 50000
print(s.is_modified(alps), alps in s.dirty)
alps.region = 'Alps'
print(s.is_modified(alps))
s.commit()

andes, ural = Map(region='Andes'), Map(region='Ural')
s.add_all([andes, ural])
s.flush([andes])
print(andes.id, ural.id)
s.commit()
for m in (andes, ural):
    s.delete(m)
print(len(s.deleted))
s.rollback()
print(s.query(Map).count())
print(object_session(alps) is s, Session.object_session(alps) is s)
s.reset()
print(object_session(alps), len(s.identity_map))

shut = Session(engine, close_resets_only=False)
shut.close()
try:
    shut.query(Map).all()
except Exception as e:
    print(type(e).__name__, e)
try:
    s.add('a string')
except Exception as e:
    print(type(e).__name__, e)
