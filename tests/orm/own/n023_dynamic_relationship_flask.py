class Blog(db.Model):
    __tablename__ = 'blogs'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    posts = db.relationship('Post', backref='blog', lazy='dynamic',
                            order_by='Post.id', cascade='all, delete-orphan')

class Post(db.Model):
    __tablename__ = 'posts'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    stars = db.Column(db.Integer, default=0)
    blog_id = db.Column(db.Integer, db.ForeignKey('blogs.id'))

    def __repr__(self):
        return f'<Post {self.title}>'

b = Blog(title='Bread and more')
db.session.add(b)
for i in range(1, 7):
    b.posts.append(Post(title=f'Loaf {i}', stars=i % 4))
db.session.commit()

print(b.posts.count(), b.posts.first())
print(b.posts.filter_by(stars=2).all())
print(b.posts.filter(Post.stars > 0).order_by(None).order_by(Post.stars.desc(), Post.title).limit(2).all())
print(b.posts[2:4], [p.title for p in b.posts][-1])
b.posts.remove(b.posts.filter_by(title='Loaf 4').one())
print(b.posts.count())
db.session.commit()
print(Post.query.count())
page = b.posts.paginate(page=2, per_page=2)
print(page.items, page.pages, page.has_next)
try:
    len(b.posts)
except TypeError as e:
    print(e)
