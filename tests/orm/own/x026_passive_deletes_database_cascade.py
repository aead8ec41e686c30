from sqlalchemy import Column, ForeignKey, Integer, String, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import relationship

@event.listens_for(Engine, 'connect')
def switch_on(dbapi_connection, connection_record):
    cursor = dbapi_connection.cursor()
    cursor.execute('PRAGMA foreign_keys=ON')
    cursor.close()

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    tracks = relationship('Track', back_populates='album', cascade='all, delete', passive_deletes=True)
    covers = relationship('Cover', passive_deletes='all')

class Track(Base):
    __tablename__ = 'tracks'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    album_id = Column(Integer, ForeignKey('albums.id', ondelete='CASCADE'))
    album = relationship('Album', back_populates='tracks')

class Cover(Base):
    __tablename__ = 'covers'
    id = Column(Integer, primary_key=True)
    album_id = Column(Integer, ForeignKey('albums.id', ondelete='SET NULL'))

session.add_all([
    Album(title='Blue', tracks=[Track(title='one'), Track(title='two')], covers=[Cover()]),
    Album(title='Red', tracks=[Track(title='three')]),
])
session.commit()
print(session.execute(text('PRAGMA foreign_keys')).scalar())
blue = session.query(Album).filter_by(title='Blue').one()
session.delete(blue)
session.commit()
print(session.query(Track.title).all(), session.query(Cover.album_id).all())
red = session.query(Album).one()
print(red.tracks[0].title)
session.delete(red)
session.commit()
print(session.query(Track).count(), session.query(Album).count())
