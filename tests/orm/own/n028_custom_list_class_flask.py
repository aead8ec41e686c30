class Playlist(list):
    def total(self):
        return sum(song.seconds for song in self)

    def titled(self, title):
        for song in self:
            if song.title == title:
                return song
        return None

class Party(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    songs = db.relationship('Song', collection_class=Playlist, order_by='Song.id', back_populates='party')

class Song(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(40))
    seconds = db.Column(db.Integer)
    party_id = db.Column(db.Integer, db.ForeignKey('party.id'))
    party = db.relationship('Party', back_populates='songs')

p = Party(name='Birthday')
print(type(p.songs).__mro__[1].__name__, isinstance(p.songs, Playlist), p.songs.total())
p.songs.append(Song(title='Cake', seconds=200))
p.songs += [Song(title='Candles', seconds=150), Song(title='Wish', seconds=95)]
db.session.add(p)
db.session.commit()

p = Party.query.first()
print(p.songs.total(), p.songs.titled('Wish').seconds, p.songs.titled('Nope'))
p.songs.insert(0, Song(title='Intro', seconds=10))
print([s.title for s in p.songs])
p.songs[1:3] = []
db.session.commit()
print([s.title for s in p.songs], p.songs.total())
print(Song.query.filter_by(party=None).count())
