class Follow(db.Model):
    __tablename__ = 'follows'
    follower_id = db.Column(db.Integer, db.ForeignKey('users.id'), primary_key=True)
    followed_id = db.Column(db.Integer, db.ForeignKey('users.id'), primary_key=True)
    since = db.Column(db.Integer, default=2024)

class User(db.Model):
    __tablename__ = 'users'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(64), unique=True, index=True)
    followed = db.relationship('Follow', foreign_keys=[Follow.follower_id],
        backref=db.backref('follower', lazy='joined'), lazy='dynamic', cascade='all, delete-orphan')
    followers = db.relationship('Follow', foreign_keys=[Follow.followed_id],
        backref=db.backref('followed', lazy='joined'), lazy='dynamic', cascade='all, delete-orphan')
    posts = db.relationship('Post', backref='author', lazy='dynamic')

    def follow(self, user):
        if not self.is_following(user):
            db.session.add(Follow(follower=self, followed=user))

    def unfollow(self, user):
        f = self.followed.filter_by(followed_id=user.id).first()
        if f:
            db.session.delete(f)

    def is_following(self, user):
        if user.id is None:
            return False
        return self.followed.filter_by(followed_id=user.id).first() is not None

    @property
    def followed_posts(self):
        return Post.query.join(Follow, Follow.followed_id == Post.author_id).filter(Follow.follower_id == self.id)

class Post(db.Model):
    __tablename__ = 'posts'
    id = db.Column(db.Integer, primary_key=True)
    body = db.Column(db.Text)
    author_id = db.Column(db.Integer, db.ForeignKey('users.id'))

u1, u2, u3 = User(name='u1'), User(name='u2'), User(name='u3')
db.session.add_all([u1, u2, u3, Post(body='from u2', author=u2), Post(body='from u3', author=u3)])
db.session.commit()
u1.follow(u2)
u1.follow(u3)
u2.follow(u1)
db.session.commit()
print(u1.followed.count(), u1.followers.count(), [f.followed.name for f in u1.followed])
print([p.body for p in u1.followed_posts.order_by(Post.id).all()], u1.is_following(u2))
u1.unfollow(u3)
db.session.commit()
print(u1.followed.count(), u3.followers.all(), u1.followed.first().since)
db.session.delete(u2)
db.session.commit()
print(Follow.query.count(), Post.query.filter_by(author=None).count())
