# many posts belong to one user
class User(db.Model):
    # ... id, email, password
    posts = db.relationship('Post', back_populates='user')

class Post(db.Model):
    # ...
    user_id = db.Column(db.Integer, db.ForeignKey('user.id'))
    user = db.relationship('User', back_populates='posts')
