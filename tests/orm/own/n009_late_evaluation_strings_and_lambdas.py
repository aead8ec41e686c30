from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Band(Base):
    __tablename__ = 'band'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    albums = relationship('Album', order_by='desc(Album.year)',
                          primaryjoin='Band.id == Album.band_id',
                          back_populates='band')
    singles = relationship(lambda: Single, order_by=lambda: [Single.year, Single.title])

class Album(Base):
    __tablename__ = 'album'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    band_id = Column(Integer, ForeignKey('band.id'))
    band = relationship('Band', back_populates='albums')

class Single(Base):
    __tablename__ = 'single'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    band_id = Column(Integer, ForeignKey('band.id'))

# a relationship can be added after the class is there
Single.band = relationship(Band, overlaps='singles')

b = Band(name='The Kettles')
b.albums = [Album(title='Steam', year=1999), Album(title='Boil', year=2005), Album(title='Rust', year=2001)]
b.singles = [Single(title='Whistle', year=2000), Single(title='Lid', year=2000), Single(title='Hob', year=1998)]
session.add(b)
session.commit()
print([a.title for a in b.albums])
print([s.title for s in b.singles])
print(b.singles[0].band.name)
print(session.query(Single).join(Single.band).filter(Band.name.startswith('The')).count())
