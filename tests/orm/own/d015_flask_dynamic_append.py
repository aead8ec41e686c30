class Channel(db.Model):
    __tablename__ = 'channels'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    videos = db.relationship('Video', backref='channel', lazy='dynamic', cascade='all, delete-orphan')

class Video(db.Model):
    __tablename__ = 'videos'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(60))
    views = db.Column(db.Integer, default=0)
    channel_id = db.Column(db.Integer, db.ForeignKey('channels.id'))

ch = Channel(name='Maths')
db.session.add(ch)
db.session.commit()
ch.videos.append(Video(title='Sets', views=10))
ch.videos.append(Video(title='Groups', views=300))
ch.videos.append(Video(title='Rings'))
db.session.commit()
print(ch.videos)
print([v.title for v in ch.videos])
print(ch.videos.filter(Video.views > 5).order_by(Video.views.desc()).all()[0].title)
print(ch.videos.count(), ch.videos.first().title)
rings = ch.videos.filter_by(title='Rings').one()
ch.videos.remove(rings)
db.session.commit()
print(Video.query.count())
