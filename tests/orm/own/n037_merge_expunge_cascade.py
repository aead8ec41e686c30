from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, Session, object_session

class Trip(Base):
    __tablename__ = 'trips'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    stops = relationship('Stop', cascade='all, delete-orphan', order_by='Stop.id')

class Stop(Base):
    __tablename__ = 'stops'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    trip_id = Column(Integer, ForeignKey('trips.id'))

trip = Trip(name='North', stops=[Stop(place='Kiel'), Stop(place='Oslo')])
session.add(trip)
session.commit()
len(trip.stops)

session.refresh(trip)
print([s.place for s in trip.stops])
session.expunge(trip)
print(trip in session, object_session(trip.stops[0]))
trip.name = 'Far North'
trip.stops[1].place = 'Bergen'
trip.stops.append(Stop(place='Bodo'))

with Session(engine) as other:
    merged = other.merge(trip)
    print(merged is trip, merged.stops[0] is trip.stops[0], len(other.dirty), len(other.new))
    other.commit()
    print(merged.name, [(s.id, s.place) for s in merged.stops])

print([s.id for s in trip.stops])
# given by hand: same key, a shorter list
again = session.merge(Trip(id=1, name='Short', stops=[Stop(id=1, place='Kiel')]))
session.commit()
print(again.name, [s.place for s in again.stops], session.query(Stop).count())
