from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

playlist_song = Table('playlist_song', Base.metadata,
    Column('playlist_id', Integer, ForeignKey('playlists.id'), primary_key=True),
    Column('song_id', Integer, ForeignKey('songs.id'), primary_key=True))

class Playlist(Base):
    __tablename__ = 'playlists'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    songs = relationship('Song', secondary=playlist_song, back_populates='playlists', cascade='all, delete')

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    playlists = relationship('Playlist', secondary=playlist_song, back_populates='songs')

hit = Song(title='Hit')
run = Playlist(name='Run', songs=[hit, Song(title='Fast')])
rest = Playlist(name='Rest', songs=[hit])
session.add_all([run, rest])
session.commit()
print(len(hit.playlists))
session.delete(run)
session.commit()
print([p.name for p in session.query(Playlist)], session.query(Song).count())
print(rest.songs, session.query(playlist_song).count())
