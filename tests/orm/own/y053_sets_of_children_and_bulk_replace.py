from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.orm import relationship, attribute_keyed_dict, mapped_collection

film_genre = Table('film_genre', Base.metadata, Column('film_id', ForeignKey('film.id')), Column('genre_id', ForeignKey('genre.id')))

class Film(Base):
    __tablename__ = 'film'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    genres = relationship('Genre', secondary=film_genre, collection_class=set, back_populates='films')
    roles = relationship('Role', collection_class=attribute_keyed_dict('name'), cascade='all, delete-orphan', back_populates='film')

class Genre(Base):
    __tablename__ = 'genre'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)
    films = relationship('Film', secondary=film_genre, collection_class=set, back_populates='genres')

    def __repr__(self):
        return self.name

class Role(Base):
    __tablename__ = 'role'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    actor = Column(String)
    film_id = Column(ForeignKey('film.id'))
    film = relationship('Film', back_populates='roles')

drama, crime = Genre(name='drama'), Genre(name='crime')
f = Film(title='Heat', genres={crime})
f.genres.add(drama)
f.genres.discard(drama)
f.genres |= {drama}
print(sorted(map(str, f.genres)), f in drama.films, len(f.genres & {crime}), f.genres - {crime}, f.genres == {crime, drama})
f.roles['Neil'] = Role(name='Neil', actor='De Niro')
f.roles['Vincent'] = Role(name='Vincent', actor='Pacino')
session.add(f)
session.commit()
print(sorted(f.roles), f.roles['Neil'].actor, 'Chris' in f.roles, f.roles.get('Chris'), {k: r.actor for k, r in sorted(f.roles.items())})
del f.roles['Vincent']
f.roles.set(Role(name='Chris', actor='Kilmer'))
f.roles['Neil'] = Role(name='Neil', actor='Other')
session.commit()
print(session.query(Role.name, Role.actor).order_by(Role.name).all())
try:
    f.roles['Wrong'] = Role(name='Right')
    session.commit()
    print(sorted(f.roles))
except Exception as e:
    print(type(e).__name__, e)
f.roles.pop('Chris')
session.commit()
f.genres.clear()
session.commit()
print(session.query(film_genre).count(), crime.films)
f.genres.update([crime, drama])
f.genres.remove(crime)
session.commit()
print(f.genres)
try:
    f.genres = [crime]
except TypeError as e:
    print(e)
f.genres.remove(crime)
