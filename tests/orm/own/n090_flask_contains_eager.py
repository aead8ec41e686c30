from sqlalchemy.orm import contains_eager, aliased

class Author(db.Model):
    __tablename__ = 'authors'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    poems = db.relationship('Poem', back_populates='author')

class Poem(db.Model):
    __tablename__ = 'poems'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    lines = db.Column(db.Integer)
    author_id = db.Column(db.Integer, db.ForeignKey('authors.id'))
    author = db.relationship('Author', back_populates='poems')

db.session.add_all([
    Author(name='Basho', poems=[Poem(title='Frog', lines=3), Poem(title='Moon', lines=3)]),
    Author(name='Dante', poems=[Poem(title='Hell', lines=4720), Poem(title='Sonnet', lines=14)]),
])
db.session.commit()
db.session.expunge_all()

stmt = db.select(Poem).join(Poem.author).options(contains_eager(Poem.author)).order_by(Poem.title)
print(stmt)
for poem in db.session.scalars(stmt):
    print(poem.title, poem.author.name)
db.session.expunge_all()

short = (
    db.select(Author).join(Author.poems).where(Poem.lines < 20)
    .options(contains_eager(Author.poems)).order_by(Author.id, Poem.id)
)
authors = db.session.scalars(short).unique().all()
print([(a.name, [p.title for p in a.poems]) for a in authors])

# the collections are already loaded: nothing changes ...
only_three = (
    db.select(Author).join(Author.poems).where(Poem.title == 'Moon').options(contains_eager(Author.poems))
)
print([(a.name, len(a.poems)) for a in db.session.scalars(only_three).unique()])
# ... unless we ask for it
again = db.session.scalars(only_three.execution_options(populate_existing=True)).unique().all()
print([(a.name, len(a.poems)) for a in again])
db.session.expire(again[0], ['poems'])
print(len(again[0].poems))
db.session.expunge_all()

P = aliased(Poem)
q = db.session.query(Author).outerjoin(P, Author.poems).options(contains_eager(Author.poems.of_type(P))).order_by(P.title)
print([(a.name, [p.title for p in a.poems]) for a in q])
