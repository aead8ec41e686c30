followers = db.Table('followers',
    db.Column('follower_id', db.Integer, db.ForeignKey('user.id')),
    db.Column('followed_id', db.Integer, db.ForeignKey('user.id'))
)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(64), index=True, unique=True)
    followed = db.relationship(
        'User', secondary=followers,
        primaryjoin=(followers.c.follower_id == id),
        secondaryjoin=(followers.c.followed_id == id),
        backref=db.backref('followers', lazy='dynamic'), lazy='dynamic')

    def follow(self, user):
        if not self.is_following(user):
            self.followed.append(user)

    def unfollow(self, user):
        if self.is_following(user):
            self.followed.remove(user)

    def is_following(self, user):
        return self.followed.filter(followers.c.followed_id == user.id).count() > 0

john = User(username='john')
susan = User(username='susan')
db.session.add_all([john, susan])
db.session.commit()
print(john.followed.all())
john.follow(susan)
john.follow(susan)
db.session.commit()
print(john.is_following(susan), susan.is_following(john))
print(john.followed.count(), susan.followers.first().username)
john.unfollow(susan)
db.session.commit()
print(susan.followers.count())
