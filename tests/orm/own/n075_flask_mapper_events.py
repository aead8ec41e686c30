from sqlalchemy import event, update

class Article(db.Model):
    __tablename__ = 'articles'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    slug = db.Column(db.String(80))
    words = db.Column(db.Integer, default=0)
    section_id = db.Column(db.Integer, db.ForeignKey('sections.id'))

class Section(db.Model):
    __tablename__ = 'sections'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))
    total = db.Column(db.Integer, default=0)
    articles = db.relationship('Article', backref='section')

@event.listens_for(Article, 'before_insert')
@event.listens_for(Article, 'before_update')
def make_slug(mapper, connection, target):
    target.slug = target.title.lower().replace(' ', '-')

@event.listens_for(Article, 'after_insert')
def count_up(mapper, connection, target):
    connection.execute(
        update(Section).where(Section.id == target.section_id).values(total=Section.total + 1)
    )
    print('inserted', target.id, mapper.class_.__name__)

@event.listens_for(Article, 'after_delete')
def gone(mapper, connection, target):
    print('deleted', target.title)

@event.listens_for(Article, 'load')
def loaded(target, context):
    print('loaded', target.title)

news = Section(name='news')
news.articles = [Article(title='Rain Again'), Article(title='New Bridge')]
db.session.add(news)
db.session.commit()
print(news.total, [a.slug for a in news.articles])

a = Article.query.filter_by(title='Rain Again').first()
a.title = 'Rain Stopped'
db.session.commit()
print(a.slug)
db.session.expunge_all()
b = db.session.get(Article, 2)
db.session.delete(b)
db.session.commit()
db.session.add(Article(title=None))
try:
    db.session.commit()
except AttributeError as e:
    print(e)
