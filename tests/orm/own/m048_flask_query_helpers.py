class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(100), nullable=False)

for i in range(1, 6):
    db.session.add(BlogPost(title=f'Post {i}'))
db.session.commit()
print(BlogPost.__tablename__)
print(BlogPost.query.count())
print(db.session.get(BlogPost, 2).title)
print(BlogPost.query.get_or_404(3).title)
page = db.paginate(db.select(BlogPost).order_by(BlogPost.id), page=2, per_page=2)
print([p.title for p in page.items], page.total, page.pages, page.has_next)
print([p.title for p in BlogPost.query.order_by(BlogPost.id.desc()).limit(2)])
print(db.session.execute(db.select(BlogPost).filter_by(title='Post 5')).scalar_one().id)
BlogPost.query.get_or_404(99)
