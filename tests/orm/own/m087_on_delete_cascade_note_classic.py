from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref, declarative_base

Base = declarative_base()

class Playlist(Base):
    __tablename__ = 'playlists'
    id = Column(Integer(), primary_key=True)
    name = Column(String())

class Track(Base):
    __tablename__ = 'tracks'
    id = Column(Integer(), primary_key=True)
    title = Column(String())
    playlist_id = Column(Integer(), ForeignKey('playlists.id'))
    # the cascade goes inside the backref!
    playlist = relationship('Playlist', backref=backref('tracks', cascade='all, delete-orphan'))

mix = Playlist(name='Mix')
mix.tracks.append(Track(title='One'))
Track(title='Two', playlist=mix)
session.add(mix)
session.commit()
print([t.title for t in mix.tracks])
session.delete(mix.tracks[0])
session.commit()
print([t.title for t in mix.tracks])
session.delete(mix)
session.commit()
print(session.query(Track).all())
