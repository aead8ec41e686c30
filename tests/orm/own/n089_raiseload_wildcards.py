from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import relationship, raiseload, lazyload, joinedload, selectinload, Load

class Trip(Base):
    __tablename__ = 'trips'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    guide_id = Column(Integer, ForeignKey('guides.id'))
    guide = relationship('Guide', back_populates='trips', lazy='joined')
    stops = relationship('Stop', back_populates='trip', lazy='selectin')

class Guide(Base):
    __tablename__ = 'guides'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    trips = relationship('Trip', back_populates='guide')

class Stop(Base):
    __tablename__ = 'stops'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    trip_id = Column(Integer, ForeignKey('trips.id'))
    trip = relationship('Trip', back_populates='stops')

session.add(Trip(name='Fjords', guide=Guide(name='Liv'), stops=[Stop(place='Bergen'), Stop(place='Voss')]))
session.commit()

def attempt(f):
    try:
        print(f())
    except InvalidRequestError as e:
        print(type(e).__name__, e)
    session.expunge_all()

attempt(lambda: session.scalars(select(Trip)).one().guide.name)
attempt(lambda: session.scalars(select(Trip).options(raiseload(Trip.stops))).one().stops)
attempt(lambda: session.scalars(select(Guide).options(raiseload(Guide.trips))).one().name)
attempt(lambda: session.scalars(select(Guide).options(raiseload('*'))).one().trips)
attempt(lambda: len(session.scalars(select(Trip).options(lazyload('*'))).one().stops))
attempt(lambda: [s.place for s in session.scalars(
    select(Trip).options(selectinload(Trip.stops), raiseload('*'))).one().stops])
attempt(lambda: session.scalars(
    select(Trip).options(selectinload(Trip.stops), raiseload('*'))).one().guide)
attempt(lambda: session.scalars(
    select(Guide).options(joinedload(Guide.trips).raiseload('*'))).unique().one().trips[0].stops)
attempt(lambda: session.execute(
    select(Trip, Stop).join(Trip.stops).options(Load(Stop).raiseload('*'), Load(Trip).lazyload('*'))
    .where(Stop.place == 'Voss')).one().Trip.guide.name)
attempt(lambda: session.scalars(select(Stop).options(raiseload(Stop.trip, sql_only=True)).order_by(Stop.id)).first().trip)
trip = session.get(Trip, 1)
print(session.scalars(select(Stop).options(raiseload(Stop.trip, sql_only=True)).order_by(Stop.id)).first().trip is trip)
