from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import validates

class Game(db.Model):
    __tablename__ = 'games'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String, unique=True)
    genre = db.Column(db.String)
    price = db.Column(db.Integer)
    created_at = db.Column(db.DateTime, server_default=db.func.now())
    updated_at = db.Column(db.DateTime, onupdate=db.func.now())
    reviews = db.relationship('Review', back_populates='game')
    users = association_proxy('reviews', 'user', creator=lambda user_obj: Review(user=user_obj))

    def __repr__(self):
        return f'<Game {self.title} for {self.price}>'

class Review(db.Model):
    __tablename__ = 'reviews'
    id = db.Column(db.Integer, primary_key=True)
    score = db.Column(db.Integer)
    comment = db.Column(db.String)
    game_id = db.Column(db.Integer, db.ForeignKey('games.id'))
    user_id = db.Column(db.Integer, db.ForeignKey('users.id'))
    game = db.relationship('Game', back_populates='reviews')
    user = db.relationship('User', back_populates='reviews')

    @validates('score')
    def in_range(self, key, score):
        if score is not None and score not in range(1, 11):
            raise ValueError('Score must be between 1 and 10')
        return score

    def __repr__(self):
        return f'<Review ({self.id}) of {self.game}: {self.score}/10>'

class User(db.Model):
    __tablename__ = 'users'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    reviews = db.relationship('Review', back_populates='user', cascade='all, delete-orphan')
    games = association_proxy('reviews', 'game', creator=lambda g: Review(game=g))

    @property
    def favourite(self):
        return max(self.reviews, key=lambda r: r.score or 0).game if self.reviews else None

    def to_dict(self, only=()):
        d = {c.name: getattr(self, c.name) for c in self.__table__.columns}
        return {k: v for k, v in d.items() if not only or k in only}

games = [Game(title=t, genre=g, price=p) for t, g, p in [('Mega Adventure', 'Survival', 30), ('Golf Pro', 'Sports', 20), ('Dance, Dance', 'Party', 7)]]
u1, u2 = User(name='Liza'), User(name='Mo')
r1 = Review(score=9, comment='Great', game=games[0], user=u1)
Review(score=3, game=games[1], user=u1)
Review(score=8, game=games[0], user=u2)
db.session.add_all(games + [u1, u2])
db.session.commit()
print(games[0].users, [u.name for u in games[0].users], u1.favourite)
print(r1, u1.to_dict(), u2.to_dict(only=('name',)))
u2.games.append(games[2])
db.session.commit()
print(u2.games, games[2].reviews)
print(db.session.execute(db.select(Game.genre, db.func.avg(Review.score)).join(Game.reviews).group_by(Game.genre).order_by(Game.genre)).all())
print(Game.query.filter(Game.price.between(10, 30)).order_by(Game.price).with_entities(Game.title).all())
db.session.delete(u1)
db.session.commit()
print(Review.query.count(), games[1].reviews, User.query.filter(User.games.any(title='Golf Pro')).all())
print(games[0].created_at is not None, games[0].updated_at)
Review(score=11)
