from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    songs = relationship('Song', back_populates='album', cascade='all, delete-orphan')

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    album_id = Column(Integer, ForeignKey('albums.id'))
    album = relationship('Album', back_populates='songs')

a = Album(songs=[Song(title='one'), Song(title='two'), Song(title='three')])
session.add(a)
session.commit()
a.songs.remove(a.songs[0])
session.commit()
print([s.title for s in a.songs])
a.songs = [Song(title='new')]
session.commit()
print([s.title for s in session.query(Song).all()])
a.songs[0].album = None
session.commit()
print(session.query(Song).count(), a.songs)
