from sqlalchemy import Column, Integer, String, text, inspect

class Sensor(Base):
    __tablename__ = 'sensors'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    value = Column(Integer)

s = Sensor(place='roof', value=1)
session.add(s)
session.commit()
print(inspect(s).expired_attributes == {'id', 'place', 'value'})
print(s.value)
session.execute(text("UPDATE sensors SET value = 2"))
print(s.value)
session.refresh(s)
print(s.value)
session.execute(text("UPDATE sensors SET value = 3, place = 'cellar'"))
session.expire(s, ['value'])
print(s.value, s.place)
session.expire(s)
print(s.value, s.place)
s.value = 50
session.refresh(s)
print(s.value)
session.expire_all()
session.commit()
