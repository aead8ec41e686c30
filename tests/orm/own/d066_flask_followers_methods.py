follows = db.Table('follows',
    db.Column('follower_id', db.Integer, db.ForeignKey('user.id')),
    db.Column('followed_id', db.Integer, db.ForeignKey('user.id')))

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(64), index=True, unique=True)
    posts = db.relationship('Post', backref='author', lazy='dynamic')
    followed = db.relationship(
        'User', secondary=follows,
        primaryjoin=(follows.c.follower_id == id),
        secondaryjoin=(follows.c.followed_id == id),
        backref=db.backref('followers', lazy='dynamic'), lazy='dynamic')

    def follow(self, user):
        if not self.is_following(user):
            self.followed.append(user)

    def unfollow(self, user):
        if self.is_following(user):
            self.followed.remove(user)

    def is_following(self, user):
        return self.followed.filter(follows.c.followed_id == user.id).count() > 0

    def followed_posts(self):
        return Post.query.join(follows, (follows.c.followed_id == Post.user_id)).filter(
            follows.c.follower_id == self.id).order_by(Post.id.desc())

class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    body = db.Column(db.String(140))
    user_id = db.Column(db.Integer, db.ForeignKey('user.id'))

u1, u2 = User(username='john'), User(username='susan')
db.session.add_all([u1, u2])
db.session.commit()
u1.follow(u2)
db.session.commit()
u1.follow(u2)
print(u1.is_following(u2), u1.followed.count(), u1.followed.first().username, u2.followers.count())
db.session.add(Post(body='hello', author=u2))
db.session.add(Post(body='mine', author=u1))
db.session.commit()
print([p.body for p in u1.followed_posts()], u2.posts.count())
u1.unfollow(u2)
db.session.commit()
print(u1.is_following(u2), u2.followers.all(), u1.followed_posts().all())
