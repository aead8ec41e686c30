from sqlalchemy import Column, Integer, String, Float, Boolean, Text

class Sensor(Base):
    __tablename__ = 'sensors'
    id = Column(Integer, primary_key=True)
    value = Column(Integer)
    label = Column(String(5))
    ratio = Column(Float)
    on = Column(Boolean)

rows = [('12', 3), (3.7, 'seven chars'), (True, None), ('abc', 'x')]
for value, label in rows:
    session.add(Sensor(value=value, label=label))
session.commit()
for s in session.query(Sensor).order_by(Sensor.id):
    print(repr(s.value), repr(s.label), type(s.value).__name__)
print(session.query(Sensor).filter(Sensor.value == '12').count(), session.query(Sensor).filter(Sensor.label == 3).count())
print(session.query(Sensor.id).filter(Sensor.value > 5).all(), session.query(Sensor.value + 1).filter(Sensor.id == 1).scalar())
s = session.get(Sensor, '1')
print(s is session.get(Sensor, 1), s.id + 1)
s.ratio = 1
s.on = 0
session.commit()
print(s.ratio, s.on, s.on is False)
print('value: ' + s.value)
