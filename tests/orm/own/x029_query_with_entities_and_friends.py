class Song(db.Model):
    __tablename__ = 'songs'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50), nullable=False)
    plays = db.Column(db.Integer, default=0)
    band_id = db.Column(db.Integer, db.ForeignKey('bands.id'))

class Band(db.Model):
    __tablename__ = 'bands'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    country = db.Column(db.String(2))
    songs = db.relationship('Song', backref='band', lazy=True, order_by='Song.plays.desc()')

db.session.add_all([
    Band(name='Tides', country='NO', songs=[Song(title='Ebb', plays=4), Song(title='Flow', plays=9)]),
    Band(name='Stones', country='UK', songs=[Song(title='Pebble')]),
    Band(name='Quiet', country='NO'),
])
db.session.commit()
q = Band.query.filter_by(country='NO').order_by(Band.name)
print(q.with_entities(Band.id, Band.name).all())
print(q.with_entities(db.func.count(Band.id)).order_by(None).scalar())
print(Song.query.with_entities(Song.title.label('t')).filter(Song.plays > 0).order_by(Song.title).first().t)
print(db.session.query(Band.country, db.func.sum(Song.plays)).join(Song).group_by(Band.country).having(db.func.sum(Song.plays) > 1).all())
print(Band.query.add_columns(db.func.length(Band.name)).order_by(Band.id).all()[0][1])
print(db.session.query(Song.band_id).distinct().order_by(Song.band_id).all())
print(Band.query.outerjoin(Band.songs).filter(Song.id.is_(None)).one().name)
print([b.name for b in Band.query.join(Song).order_by(Song.plays.desc()).all()])
print(Band.query.filter(Band.name.ilike('%s%'), Band.country != None).count())
print(Song.query.filter(Song.band.has(name='Tides')).order_by(Song.plays).limit(1).all()[0].title)
print(Song.query.slice(1, 3).all()[0].title, Song.query.offset(2).first().title)
print([s.title for s in Band.query.get(1).songs])
print(Band.query.filter(db.or_(Band.name == 'Quiet', db.not_(Band.country == 'NO'))).count())
