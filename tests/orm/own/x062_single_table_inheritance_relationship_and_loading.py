from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship, selectin_polymorphic, with_polymorphic, joinedload

class Event(Base):
    __tablename__ = 'events'
    id = Column(Integer, primary_key=True)
    title = Column(String, nullable=False)
    kind = Column(String(20), nullable=False)
    venue_id = Column(Integer, ForeignKey('venues.id'))
    venue = relationship('Venue', back_populates='events')
    __mapper_args__ = {'polymorphic_on': 'kind', 'polymorphic_identity': 'event'}

    def describe(self):
        return self.title

class Concert(Event):
    band = Column(String)
    __mapper_args__ = {'polymorphic_identity': 'concert'}

    def describe(self):
        return super().describe() + ' by ' + self.band

class Talk(Event):
    speaker = Column(String)
    __mapper_args__ = {'polymorphic_identity': 'talk'}

class Keynote(Talk):
    __mapper_args__ = {'polymorphic_identity': 'keynote'}

class Venue(Base):
    __tablename__ = 'venues'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    events = relationship('Event', back_populates='venue', order_by='Event.id')
    talks = relationship('Talk', viewonly=True)

hall = Venue(name='Hall')
session.add_all([
    Concert(title='Live', band='Tides', venue=hall), Talk(title='Rust', speaker='Ina', venue=hall),
    Keynote(title='Future', speaker='Ulf', venue=hall), Event(title='Party'),
])
session.commit()
print([type(e).__name__ for e in hall.events], [t.title for t in hall.talks])
print([e.describe() for e in session.query(Event).filter(Event.venue == None)])
print(session.query(Talk).order_by(Talk.id).count(), session.query(Keynote).one().speaker)
print([c.describe() for c in session.query(Concert).filter_by(band='Tides')])
session.expunge_all()
for e in session.query(Event).options(joinedload(Event.venue)).order_by(Event.title):
    print(e.kind, e.title, e.venue.name if e.venue else None)
print(session.get(Talk, 1), session.get(Talk, 2).title)
print(session.query(Event.kind, Event.title).filter(Event.kind.in_(['talk', 'keynote'])).order_by(Event.id).all())
talk = session.query(Talk).filter_by(title='Rust').one()
talk.speaker = 'Ira'
session.commit()
print(session.query(Talk.speaker).order_by(Talk.speaker).all())
Event(title='x', band='none')
