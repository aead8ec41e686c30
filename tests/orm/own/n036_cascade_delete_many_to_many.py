from sqlalchemy import Column, Integer, String, ForeignKey, Table
from sqlalchemy.orm import relationship

photo_label = Table('photo_label', Base.metadata,
    Column('photo_id', ForeignKey('photos.id'), primary_key=True),
    Column('label_id', ForeignKey('labels.id'), primary_key=True))

class Photo(Base):
    __tablename__ = 'photos'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    labels = relationship('Label', secondary=photo_label, back_populates='photos',
                          cascade='all, delete')

class Label(Base):
    __tablename__ = 'labels'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    photos = relationship('Photo', secondary=photo_label, back_populates='labels')

sea, sun = Label(text='sea'), Label(text='sun')
beach = Photo(name='beach', labels=[sea, sun])
boat = Photo(name='boat', labels=[sea])
session.add_all([beach, boat])
session.commit()

# deleting the photo deletes its labels, also from the other photo
session.delete(beach)
session.commit()
print([l.text for l in session.query(Label)])
print(boat.labels, session.query(photo_label).all())

class Album(Base):
    __tablename__ = 'albums'
    id = Column(Integer, primary_key=True)
    label_id = Column(Integer, ForeignKey('labels.id'))
    label = relationship('Label', cascade='all, delete-orphan')

Album(label=sea)
