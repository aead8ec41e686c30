from sqlalchemy.ext.associationproxy import association_proxy

film_genre = db.Table('film_genre',
    db.Column('film_id', db.ForeignKey('films.id'), primary_key=True),
    db.Column('genre_id', db.ForeignKey('genres.id'), primary_key=True))

class Film(db.Model):
    __tablename__ = 'films'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(60))
    genre_objects = db.relationship('Genre', secondary=film_genre)
    genres = association_proxy('genre_objects', 'name')

class Genre(db.Model):
    __tablename__ = 'genres'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))

    def __init__(self, name):
        self.name = name

f = Film(title='Night Train')
f.genres.append('crime')
f.genres.extend(['drama', 'noir'])
print(f.genres, len(f.genres))
db.session.add(f)
db.session.add(Film(title='Ducks', genres=['family']))
db.session.commit()

print([type(g).__name__ for g in f.genre_objects])
f.genres.remove('drama')
f.genres[0] = 'thriller'
print('noir' in f.genres, list(f.genres), f.genres == ['thriller', 'noir'])
db.session.commit()
print([g.name for g in Genre.query.order_by(Genre.id)])
print([x.title for x in Film.query.filter(Film.genres.contains('noir'))])
print([x.title for x in Film.query.filter(Film.genre_objects.any(name='family'))])
f.genres = ['comedy']
db.session.commit()
print(f.genres, Genre.query.count(), db.session.query(film_genre).count())
