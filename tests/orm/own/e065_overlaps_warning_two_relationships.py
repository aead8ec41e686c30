article_tag = db.Table('article_tag',
    db.Column('article_id', db.Integer, db.ForeignKey('article.id'), primary_key=True),
    db.Column('tag_id', db.Integer, db.ForeignKey('tag.id'), primary_key=True))

class Article(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(30))
    tags = db.relationship('Tag', secondary=article_tag)

class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    articles = db.relationship('Article', secondary=article_tag)

t = Tag(name='sea')
a = Article(title='Whales')
a.tags.append(t)
print(t.articles)
db.session.add(a)
db.session.commit()
print([x.title for x in t.articles])
t.articles.append(Article(title='Krill'))
db.session.commit()
print([x.title for x in Tag.query.first().articles])
