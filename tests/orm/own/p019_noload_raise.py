from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Artist(Base):
    __tablename__ = 'artists'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    paintings = relationship('Painting', lazy='noload')
    shows = relationship('Show', lazy='raise')

class Painting(Base):
    __tablename__ = 'paintings'
    id = Column(Integer, primary_key=True)
    artist_id = Column(Integer, ForeignKey('artists.id'))

class Show(Base):
    __tablename__ = 'shows'
    id = Column(Integer, primary_key=True)
    artist_id = Column(Integer, ForeignKey('artists.id'))

session.add(Artist(name='Kay', paintings=[Painting(), Painting()], shows=[Show()]))
session.commit()
a = session.query(Artist).one()
print(a.name, a.paintings, session.query(Painting).count())
print(a.shows)
