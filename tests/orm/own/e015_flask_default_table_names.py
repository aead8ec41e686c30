class HTTPRequestLog(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    path = db.Column(db.String)

class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), index=True)
    comments = db.relationship('PostComment', backref='post')

class PostComment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    body = db.Column(db.Text)
    post_id = db.Column(db.Integer, db.ForeignKey('blog_post.id'), nullable=False)

for model in (HTTPRequestLog, BlogPost, PostComment):
    print(model.__name__, '->', model.__tablename__)
post = BlogPost(title='Hello')
print(post)
post.comments.append(PostComment(body='First!'))
db.session.add(post)
db.session.commit()
print(post, post.comments)
print(BlogPost.query.filter_by(title='Hello').one())
