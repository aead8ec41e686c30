from sqlalchemy import Column, ForeignKey, Integer, String, inspect
from sqlalchemy.orm import backref, joinedload, object_session, relationship, selectinload

class Band(Base):
    __tablename__ = 'band'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    songs = relationship('Song', backref=backref('band', cascade='save-update, merge, expunge'), cascade='all, delete-orphan')
    gigs = relationship('Gig', cascade='save-update, merge, refresh-expire', back_populates='band')

class Song(Base):
    __tablename__ = 'song'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    band_id = Column(Integer, ForeignKey('band.id'))

class Gig(Base):
    __tablename__ = 'gig'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    band_id = Column(Integer, ForeignKey('band.id'))
    band = relationship('Band', back_populates='gigs')

b = Band(name='Owls', songs=[Song(title='Hoot'), Song(title='Night')], gigs=[Gig(place='Rye')])
session.add(b)
session.commit()
print([s.title for s in b.songs], b.gigs[0].place)
hoot = b.songs[0]
session.expunge(b)
print(hoot in session, b.gigs[0] in session, object_session(hoot))
session.add(b)
print(hoot in session)
session.expire(b)
print('title' in inspect(hoot).dict, 'place' in inspect(session.get(Gig, 1)).dict)
print(b.name)
session.refresh(b, attribute_names=['songs'])
print(len(b.songs), len(b.gigs))
session.expunge_all()
b = session.get(Band, 1, options=[selectinload(Band.songs), joinedload(Band.gigs)])
print([s.title for s in b.songs], [g.place for g in b.gigs])
session.refresh(b)
print(b.name)
b.name = 'Bats'
session.expire(b)
print(b.name)
b.songs[0].title = 'Screech'
session.refresh(b.songs[0])
print(b.songs[0].title)
session.delete(b.songs[1])
print(len(b.songs))
session.flush()
print(len(b.songs))
session.expire(b, ['songs'])
print(len(b.songs))
session.commit()
song = session.query(Song).one()
session.delete(song)
session.commit()
print(session.query(Band).count(), session.query(Gig.band_id).all())
