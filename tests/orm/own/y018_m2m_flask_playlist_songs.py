playlist_songs = db.Table(
    'playlist_songs',
    db.Column('playlist_id', db.Integer, db.ForeignKey('playlist.id'), primary_key=True),
    db.Column('song_id', db.Integer, db.ForeignKey('song.id'), primary_key=True),
    db.Column('added_at', db.DateTime, server_default=db.func.now()),
)

class Playlist(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    songs = db.relationship('Song', secondary=playlist_songs, lazy='subquery', backref=db.backref('playlists', lazy=True))

    def __repr__(self):
        return '<Playlist %r>' % self.name

class Song(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    seconds = db.Column(db.Integer)

    @property
    def length(self):
        minutes, seconds = divmod(self.seconds, 60)
        return f'{minutes}:{seconds:02d}'

chill = Playlist(name='Chill')
party = Playlist(name='Party')
a, b, c = Song(title='Blue', seconds=185), Song(title='Red', seconds=60), Song(title='Green', seconds=241)
chill.songs.extend([a, c])
party.songs += [a, b]
db.session.add_all([chill, party])
db.session.commit()
for p in Playlist.query.order_by(Playlist.name):
    print(p, [(s.title, s.length) for s in p.songs])
print(a.playlists, Song.query.filter(Song.playlists.any(name='Party')).count())
totals = (db.session.query(Playlist.name, db.func.sum(Song.seconds).label('secs'))
          .join(Playlist.songs).group_by(Playlist.name).order_by(db.desc('secs')).all())
print([tuple(t) for t in totals])
a.playlists.remove(party)
db.session.commit()
print(db.session.query(playlist_songs.c.playlist_id, playlist_songs.c.song_id).order_by(playlist_songs.c.song_id).all())
db.session.execute(playlist_songs.delete().where(playlist_songs.c.playlist_id == chill.id))
db.session.commit()
print(chill.songs, Playlist.query.get(1), db.session.get(Song, 3).title)
