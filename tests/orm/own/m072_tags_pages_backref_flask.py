tags = db.Table('tags',
    db.Column('tag_id', db.Integer, db.ForeignKey('tag.id'), primary_key=True),
    db.Column('page_id', db.Integer, db.ForeignKey('page.id'), primary_key=True)
)

class Page(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    tags = db.relationship('Tag', secondary=tags, lazy='subquery',
        backref=db.backref('pages', lazy=True))

class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

news = Tag(name='news')
p1 = Page(title='Home', tags=[news])
p2 = Page(title='About')
news.pages.append(p2)
db.session.add_all([p1, p2])
db.session.commit()
print([p.title for p in news.pages])
print([t.name for t in p2.tags])
p1.tags.remove(news)
db.session.commit()
print(p1.tags, len(news.pages))
