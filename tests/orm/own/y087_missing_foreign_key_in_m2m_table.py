from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

tagging = Table('tagging', Base.metadata,
    Column('photo_id', Integer, primary_key=True),
    Column('tag_id', Integer, primary_key=True))

class Photo(Base):
    __tablename__ = 'photos'
    id = Column(Integer, primary_key=True)
    tags = relationship('Tag', secondary=tagging, back_populates='photos')

class Tag(Base):
    __tablename__ = 'tags'
    id = Column(Integer, primary_key=True)
    photos = relationship('Photo', secondary=tagging, back_populates='tags')

p = Photo()
