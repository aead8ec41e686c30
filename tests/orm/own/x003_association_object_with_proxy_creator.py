from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import backref, relationship

class Actor(Base):
    __tablename__ = 'actors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    films = association_proxy('roles', 'film', creator=lambda film: Role(film=film, part='extra'))

    def __init__(self, name):
        self.name = name

class Role(Base):
    __tablename__ = 'roles'
    actor_id = Column(ForeignKey('actors.id'), primary_key=True)
    film_id = Column(ForeignKey('films.id'), primary_key=True)
    part = Column(String(30))
    actor = relationship(Actor, backref=backref('roles', cascade='all, delete-orphan'))
    film = relationship('Film')

class Film(Base):
    __tablename__ = 'films'
    id = Column(Integer, primary_key=True)
    title = Column(String)

    def __init__(self, title):
        self.title = title

    def __repr__(self):
        return 'Film(%s)' % self.title

greta = Actor('Greta')
for film in (Film('Ninotchka'), Film('Camille')):
    greta.films.append(film)
session.add(greta)
session.commit()
print(greta.films)
print([(r.part, r.film.title) for r in greta.roles])
Role(film=Film('Mata Hari'), actor=greta, part='lead')
session.flush()
print(len(greta.films), Film('x') in greta.films, greta.films[0].title)
greta.films.remove(greta.films[1])
session.commit()
print(session.query(Role).count())
print(session.query(Actor).filter(Actor.films.any(title='Ninotchka')).one().name)
print(session.query(Actor).filter(Actor.films.contains(greta.films[0])).count())
