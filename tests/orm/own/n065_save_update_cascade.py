from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Band(Base):
    __tablename__ = 'bands'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    songs = relationship('Song', back_populates='band')
    roadies = relationship('Roadie', back_populates='band', cascade='merge')

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    band_id = Column(Integer, ForeignKey('bands.id'))
    band = relationship('Band', back_populates='songs')

class Roadie(Base):
    __tablename__ = 'roadies'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    band_id = Column(Integer, ForeignKey('bands.id'))
    band = relationship('Band', back_populates='roadies')

band = Band(name='The Forks', songs=[Song(title='Spoon')])
session.add(band)
print([s in session for s in band.songs])

late = Song(title='Knife')
band.songs.append(late)
print(late in session)

side = Song(title='Plate')
side.band = band
print(side in session, len(band.songs))

session.commit()
print(session.query(Song).count())

# the other direction: the song carries its band into the session
solo = Song(title='Napkin', band=Band(name='The Solo'))
session.add(solo)
print(solo.band in session)
session.commit()

# no save-update on this one
joe = Roadie(name='Joe')
band.roadies.append(joe)
print(joe in session)
session.commit()
print(session.query(Roadie).count())

# objects taken away are still saved with what they point to now
knife = band.songs.pop()
other = Band(name='The Bowls', songs=[knife])
print(other in session)
session.add(other)
session.commit()
print(sorted((s.title, s.band.name) for s in session.query(Song)))
