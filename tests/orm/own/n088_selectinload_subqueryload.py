from sqlalchemy import Column, Integer, String, Table, ForeignKey, select
from sqlalchemy.orm import relationship, selectinload, subqueryload, immediateload, defaultload, load_only

tagging = Table('tagging', Base.metadata,
    Column('photo_id', ForeignKey('photos.id'), primary_key=True),
    Column('tag_id', ForeignKey('tags.id'), primary_key=True))

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    photos = relationship('Photo', back_populates='album', order_by='Photo.id')

class Photo(Base):
    __tablename__ = 'photos'
    id = Column(Integer, primary_key=True)
    file = Column(String)
    stars = Column(Integer)
    album_id = Column(Integer, ForeignKey('albums.id'))
    album = relationship('Album', back_populates='photos')
    tags = relationship('Tag', secondary=tagging, order_by='Tag.word')

class Tag(Base):
    __tablename__ = 'tags'
    id = Column(Integer, primary_key=True)
    word = Column(String)

sea, dog = Tag(word='sea'), Tag(word='dog')
session.add_all([
    Album(name='Beach', photos=[Photo(file='b1', stars=5, tags=[sea, dog]), Photo(file='b2', stars=2)]),
    Album(name='Home', photos=[Photo(file='h1', stars=4, tags=[dog])]),
    Album(name='Blank'),
])
session.commit()
session.expunge_all()

for a in session.scalars(select(Album).options(selectinload(Album.photos)).order_by(Album.name)):
    print(a.name, [p.file for p in a.photos])
session.expunge_all()

for a in session.query(Album).options(selectinload(Album.photos).selectinload(Photo.tags)).order_by(Album.id):
    print(a.name, [(p.file, [t.word for t in p.tags]) for p in a.photos])
session.expunge_all()

for a in session.scalars(select(Album).options(subqueryload(Album.photos)).where(Album.name != 'Home')).all():
    print(a.name, len(a.photos))
session.expunge_all()

good = select(Album).options(selectinload(Album.photos.and_(Photo.stars > 3))).order_by(Album.id)
print([(a.name, [p.stars for p in a.photos]) for a in session.scalars(good)])
session.expunge_all()

photos = session.scalars(select(Photo).options(selectinload(Photo.album)).order_by(Photo.id)).all()
print([p.album.name for p in photos], photos[0].album is photos[1].album)
session.expunge_all()

stmt = select(Photo).options(immediateload(Photo.tags), defaultload(Photo.album).load_only(Album.id)).where(Photo.file == 'b1')
p = session.scalars(stmt).one()
print([t.word for t in p.tags], p.album.name)
print([(q.file, 'stars' in q.__dict__) for q in session.query(Photo).options(load_only(Photo.file)).order_by(Photo.id)])
