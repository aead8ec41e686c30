class Genre(db.Model):
    __tablename__ = 'genres'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30), unique=True)

class Film(db.Model):
    __tablename__ = 'films'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    year = db.Column(db.Integer)
    genre_id = db.Column(db.Integer, db.ForeignKey('genres.id'))
    genre = db.relationship('Genre', backref=db.backref('films', lazy='dynamic'))

    def __repr__(self):
        return f'<Film {self.title}>'

noir, comedy = Genre(name='noir'), Genre(name='comedy')
db.session.add_all([
    Film(title='Dark Alley', year=1947, genre=noir),
    Film(title='Rainy Night', year=1950, genre=noir),
    Film(title='Banana Peel', year=1950, genre=comedy),
    Film(title='Untitled', year=None),
])
db.session.commit()

print(Film.query)
print(Film.query.get(1), Film.query.filter_by(year=1950).count())
print(Film.query.order_by(Film.year.desc(), Film.title)[0:2])
print(Film.query.filter(Film.title.contains('n')).order_by(Film.title.asc()).first())
print(Film.query.with_entities(Film.year).distinct().order_by(Film.year).all())
print(Film.query.join(Genre).filter(Genre.name == 'noir').order_by(Film.id).all())
print(noir.films.filter(Film.year > 1948).all(), noir.films.count())
print(db.session.query(Film.title, Genre.name).outerjoin(Film.genre).order_by(Film.id).all())
print(Film.query.filter(db.or_(Film.year.is_(None), Film.year < 1948)).add_columns(Film.year).all())
print(db.session.query(Film.query.filter_by(title='Jaws').exists()).scalar())
print(db.session.query(Genre.name, db.func.count(Film.id)).join(Film).group_by(Genre.name).order_by(Genre.name).all())
print(Film.query.filter_by(title='Nope').one_or_none(), Film.query.filter_by(title='Nope').scalar())
print(Film.query.order_by(Film.id).offset(1).limit(2).all())
print([f.title for f in Film.query.filter(Film.year == 1950).order_by(Film.title)])
print(Film.query.filter_by(year=1947).with_entities(Film.title).scalar())
try:
    Film.query.filter_by(year=1950).one()
except Exception as e:
    print(type(e).__name__, e)
try:
    Film.query.filter_by(director='Me')
except Exception as e:
    print(type(e).__name__, e)
try:
    Film.query.limit(2).filter(Film.year > 1).all()
except Exception as e:
    print(type(e).__name__, e)
