from datetime import datetime

post_tags = db.Table('post_tags',
    db.Column('post_id', db.Integer, db.ForeignKey('posts.id', ondelete='CASCADE'), primary_key=True),
    db.Column('tag_id', db.Integer, db.ForeignKey('tags.id'), primary_key=True),
    db.Column('added', db.DateTime, default=datetime(2024, 1, 1)))

class Post(db.Model):
    __tablename__ = 'posts'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False, index=True)
    body = db.Column(db.Text)
    created = db.Column(db.DateTime, nullable=False, default=datetime(2024, 5, 17, 8, 30))
    comments = db.relationship('Comment', back_populates='post', cascade='all, delete-orphan', lazy='selectin')
    tags = db.relationship('Tag', secondary=post_tags, backref=db.backref('posts', lazy='dynamic'))

    def to_dict(self):
        return {'id': self.id, 'title': self.title, 'created': self.created.isoformat(), 'tags': [t.name for t in self.tags], 'comments': len(self.comments)}

class Comment(db.Model):
    __tablename__ = 'comments'
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.Text, nullable=False)
    post_id = db.Column(db.Integer, db.ForeignKey('posts.id'), nullable=False)
    post = db.relationship('Post', back_populates='comments')

class Tag(db.Model):
    __tablename__ = 'tags'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20), unique=True)

sea, sky = Tag(name='sea'), Tag(name='sky')
p1 = Post(title='Waves', body='...', tags=[sea], comments=[Comment(text='nice'), Comment(text='wet')])
p2 = Post(title='Clouds', tags=[sky, sea])
db.session.add_all([p1, p2])
db.session.commit()
for p in Post.query.order_by(Post.title).all():
    print(p.to_dict())
print([p.title for p in sea.posts.order_by(Post.title)], sky.posts.count())
p1.comments.pop(0)
db.session.commit()
print(Comment.query.count())
db.session.delete(p1)
db.session.commit()
print(Comment.query.count(), sea.posts.all()[0].title, Post.query.filter(Post.created.between(datetime(2024, 1, 1), datetime(2025, 1, 1))).count())
print(db.session.execute(db.select(post_tags)).all())
print(db.get_or_404(Post, 2).title, db.session.get(Post, 1))
