from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Playlist(Base):
    __tablename__ = 'playlists'
    id = Column(Integer, primary_key=True)
    tracks = relationship('Track', back_populates='playlist')

class Track(Base):
    __tablename__ = 'tracks'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    playlist_id = Column(Integer, ForeignKey('playlists.id'))
    playlist = relationship('Playlist', back_populates='tracks')

a, b, c = Track(name='a'), Track(name='b'), Track(name='c')
p = Playlist(tracks=[a, b])
session.add(p)
session.commit()
p.tracks = [b, c]
print(a.playlist, c.playlist is p)
session.commit()
for t in session.query(Track).order_by(Track.name):
    print(t.name, t.playlist_id)
p.tracks = []
session.commit()
print(session.query(Track).filter(Track.playlist_id == None).count())
