from datetime import datetime

class User(db.Model):
    __tablename__ = 'user'
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(20), unique=True, nullable=False)
    email = db.Column(db.String(120), unique=True, nullable=False)
    image_file = db.Column(db.String(20), nullable=False, default='default.jpg')
    posts = db.relationship('Post', backref='author', lazy=True)

    def __repr__(self):
        return f"User('{self.username}', '{self.email}', '{self.image_file}')"

class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(100), nullable=False)
    date_posted = db.Column(db.DateTime, nullable=False, default=datetime.utcnow)
    content = db.Column(db.Text, nullable=False)
    user_id = db.Column(db.Integer, db.ForeignKey('user.id'), nullable=False)

    def __repr__(self):
        return f"Post('{self.title}', {type(self.date_posted).__name__})"

db.create_all()
user_1 = User(username='Corey', email='C@demo.com')
db.session.add(user_1)
user_2 = User(username='JohnDoe', email='jd@demo.com')
db.session.add(user_2)
db.session.commit()
print(User.query.all())
print(User.query.first())
print(User.query.filter_by(username='Corey').all())
user = User.query.filter_by(username='Corey').first()
print(user.id, user.posts)
post_1 = Post(title='Blog 1', content='First Post Content!', user_id=user.id)
post_2 = Post(title='Blog 2', content='Second Post Content!', user_id=user.id)
db.session.add(post_1)
db.session.add(post_2)
db.session.commit()
for post in user.posts:
    print(post.title)
print(Post.query.first().author)
try:
    db.session.add(User(username='Corey', email='other@demo.com'))
    db.session.commit()
except Exception as e:
    db.session.rollback()
    print(e.__class__.__name__, e.orig)
print(User.query.get_or_404(1).username, User.query.one_or_404.__name__)
db.session.add(Post(title='No author', content='...'))
db.session.commit()
