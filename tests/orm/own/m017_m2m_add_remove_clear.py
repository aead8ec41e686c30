from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

movie_genre = Table('movie_genre', Base.metadata,
    Column('movie_id', ForeignKey('movies.id'), primary_key=True),
    Column('genre_id', ForeignKey('genres.id'), primary_key=True))

class Movie(Base):
    __tablename__ = 'movies'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    genres = relationship('Genre', secondary=movie_genre, back_populates='movies')

class Genre(Base):
    __tablename__ = 'genres'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    movies = relationship('Movie', secondary=movie_genre, back_populates='genres')

drama = Genre(name='drama')
comedy = Genre(name='comedy')
m = Movie(title='Amelie', genres=[drama])
session.add(m)
session.commit()
m.genres.append(comedy)
session.commit()
print([g.name for g in m.genres], [x.title for x in comedy.movies])
m.genres.remove(drama)
session.commit()
print(drama.movies, session.query(Genre).count())
m.genres = []
session.commit()
print(session.query(movie_genre).count())
