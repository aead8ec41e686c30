from sqlalchemy import Column, Integer, String, ForeignKey, delete, select, func, event
from sqlalchemy.orm import relationship

class Playlist(Base):
    __tablename__ = 'playlists'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    tracks = relationship('Track', back_populates='playlist', cascade='all, delete-orphan')

class Track(Base):
    __tablename__ = 'tracks'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    seconds = Column(Integer)
    playlist_id = Column(Integer, ForeignKey('playlists.id'))
    playlist = relationship('Playlist', back_populates='tracks')

session.add_all([
    Playlist(name='run', tracks=[Track(title='Go', seconds=200), Track(title='Fast', seconds=150)]),
    Playlist(name='sleep', tracks=[Track(title='Hush', seconds=400)]),
    Playlist(name='cook'),
])
session.commit()

def n(cls):
    return session.scalar(select(func.count()).select_from(cls))

go, fast, hush = session.query(Track).order_by(Track.id).all()
result = session.execute(delete(Track).where(Track.seconds < 180))
print(result.rowcount, fast in session, go in session)
print(session.get(Track, 2))

# no cascade of the ORM here
session.execute(delete(Playlist).where(Playlist.name == 'run'))
print(n(Playlist), n(Track))
print(go.playlist_id, go.playlist)

print(session.scalars(delete(Track).where(Track.title.like('H%')).returning(Track.title)).all())
print(n(Track), hush in session)
session.rollback()
print(n(Playlist), n(Track), fast in session, fast.title)

in_sleep = select(Playlist.id).where(Playlist.name == 'sleep').scalar_subquery()
print(session.query(Track).filter(Track.playlist_id == in_sleep).delete(synchronize_session='fetch'))
print(session.query(Track).filter(Track.title == 'Go').delete(synchronize_session=False))
print(go in session, n(Track))
session.commit()

run = session.query(Playlist).filter_by(name='run').one()
session.delete(run)
session.commit()
print(n(Playlist), n(Track))
try:
    session.query(Playlist).limit(1).delete()
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(Playlist).join(Playlist.tracks).delete()
except Exception as e:
    print(type(e).__name__, e)
