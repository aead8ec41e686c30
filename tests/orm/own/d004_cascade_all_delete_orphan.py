from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    songs = relationship('Song', back_populates='album', cascade='all, delete-orphan')

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    album_id = Column(Integer, ForeignKey('albums.id'), nullable=False)
    album = relationship('Album', back_populates='songs')

album = Album(title='Debut', songs=[Song(name='One'), Song(name='Two'), Song(name='Three')])
session.add(album)
session.commit()
two = album.songs[1]
album.songs.remove(two)
print(two in session, two.album)
session.commit()
print(two in session)
print([s.name for s in album.songs])
last = album.songs.pop()
session.commit()
print(last.name if last in session else 'gone', session.query(Song).count())
album.songs.clear()
session.commit()
print(session.query(Song).count())
