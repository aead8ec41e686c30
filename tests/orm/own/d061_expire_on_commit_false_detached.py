from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, Session
from sqlalchemy.orm.exc import DetachedInstanceError

class Band(Base):
    __tablename__ = 'bands'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    albums = relationship('Album', back_populates='band')

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    band_id = Column(Integer, ForeignKey('bands.id'))
    band = relationship('Band', back_populates='albums')

Base.metadata.create_all(engine)
with Session(engine, expire_on_commit=False) as s:
    kept = Band(name='Kept', albums=[Album(title='K1')])
    s.add(kept)
    s.commit()
print(kept.name, kept.id, [a.title for a in kept.albums])

with Session(engine) as s:
    lost = Band(name='Lost')
    s.add(lost)
    s.commit()
try:
    print(lost.name)
except DetachedInstanceError as e:
    print('Detached:', e)
with Session(engine) as s:
    s.add(lost)
    print(lost.name, lost.albums)
with Session(engine) as s:
    album = s.query(Album).first()
print(album.title)
print(album.band.name)
