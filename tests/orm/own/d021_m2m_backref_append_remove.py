from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref

actor_movie = Table('actor_movie', Base.metadata,
    Column('actor_id', Integer, ForeignKey('actors.id')),
    Column('movie_id', Integer, ForeignKey('movies.id')))

class Actor(Base):
    __tablename__ = 'actors'
    id = Column(Integer, primary_key=True)
    name = Column(String(40))
    movies = relationship('Movie', secondary=actor_movie, backref=backref('actors', order_by='Actor.name'))

class Movie(Base):
    __tablename__ = 'movies'
    id = Column(Integer, primary_key=True)
    title = Column(String(60))

heat = Movie(title='Heat')
pacino = Actor(name='Pacino', movies=[heat])
deniro = Actor(name='De Niro')
heat.actors.append(deniro)
print(deniro.movies[0].title, len(heat.actors))
session.add(heat)
session.commit()
print([a.name for a in heat.actors])
heat.actors.remove(pacino)
print(pacino.movies)
session.commit()
print([a.name for a in heat.actors], pacino.movies)
pacino.movies = [heat, Movie(title='Serpico')]
session.commit()
print(sorted(m.title for m in pacino.movies))
print(session.query(actor_movie).count())
