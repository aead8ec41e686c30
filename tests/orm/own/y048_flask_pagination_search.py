class Article(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(40), unique=True)
    title = db.Column(db.String(80), nullable=False)
    views = db.Column(db.Integer, default=0)
    tag = db.Column(db.String(10), index=True)

    @classmethod
    def search(cls, term):
        pattern = f'%{term}%'
        return cls.query.filter(db.or_(cls.title.ilike(pattern), cls.tag == term)).order_by(cls.title)

    @staticmethod
    def slugify(text):
        return '-'.join(w.lower() for w in text.split() if w.isalnum())

titles = ['Python tips', 'SQL joins', 'Flask and SQL', 'Rust notes', 'More Python', 'Testing', 'Deploying Flask']
for i, title in enumerate(titles):
    db.session.add(Article(title=title, slug=Article.slugify(title), views=i * 10, tag='web' if 'Flask' in title else None))
db.session.commit()
print([a.slug for a in Article.search('sql')], [a.title for a in Article.search('web')])
page = Article.query.order_by(Article.views.desc()).paginate(page=2, per_page=3)
print(page.page, page.pages, page.total, page.has_next, page.has_prev, page.next_num, page.prev_num, [a.title for a in page.items])
print([a.views for a in page.next()], list(page.iter_pages()), page.first, page.last)
sel = db.paginate(db.select(Article).order_by(Article.id), page=1, per_page=5)
print(len(sel.items), sel.pages, [a.id for a in sel])
print(Article.query.paginate(page=1, per_page=2, error_out=False).items[0].title)
empty = Article.query.filter_by(tag='none').paginate(page=9, per_page=2, error_out=False)
print(empty.items, empty.total, empty.pages)
print(Article.query.filter(Article.tag.is_not(None)).count(), Article.query.filter(Article.views > 30).first().title)
try:
    Article.query.paginate(page=99, per_page=3)
except Exception as e:
    print(type(e).__name__, e)
try:
    Article.query.filter_by(slug='nope').first_or_404(description='no article')
except Exception as e:
    print(type(e).__name__, e)
print(db.session.scalars(db.select(Article.tag).distinct().order_by(Article.tag)).all())
print(db.first_or_404(db.select(Article).filter_by(slug='testing')).views, db.get_or_404(Article, 1).slug, db.one_or_404(db.select(Article).where(Article.views == 0)).title)
Article.query.filter(Article.views < 20).update({Article.views: Article.views + 1})
db.session.commit()
print([v for (v,) in db.session.query(Article.views).order_by(Article.views)])
db.get_or_404(Article, 50)
