class Author(db.Model):
    __tablename__ = 'authors'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50), nullable=False)
    books = db.relationship('Book', backref='author', lazy='dynamic', cascade='all, delete')
    awards = db.relationship('Award', secondary='author_award', lazy='dynamic', backref=db.backref('winners', lazy=True))

class Book(db.Model):
    __tablename__ = 'books'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(100), nullable=False)
    year = db.Column(db.Integer)
    author_id = db.Column(db.Integer, db.ForeignKey('authors.id'), nullable=False)

    def __repr__(self):
        return f'<Book {self.title}>'

class Award(db.Model):
    __tablename__ = 'awards'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))

author_award = db.Table('author_award',
    db.Column('author_id', db.ForeignKey('authors.id'), primary_key=True),
    db.Column('award_id', db.ForeignKey('awards.id'), primary_key=True))

ann = Author(name='Ann', books=[Book(title='Dusk', year=2001), Book(title='Dawn', year=2005)])
hugo, nebula = Award(name='Hugo'), Award(name='Nebula')
ann.awards.append(hugo)
db.session.add_all([ann, nebula])
db.session.commit()
print(ann.books.count(), ann.books.order_by(Book.year.desc()).first(), ann.books.filter(Book.year < 2003).all())
print(ann.awards.all()[0].name, [a.name for a in hugo.winners])
ann.awards.append(nebula)
db.session.commit()
print(ann.awards.filter(Award.name.startswith('N')).count(), len(nebula.winners))
ann.awards.remove(hugo)
db.session.commit()
print([a.name for a in ann.awards])
page = ann.books.order_by(Book.id).paginate(page=1, per_page=1)
print(page.items, page.total, page.pages, page.has_next, page.next_num)
print(ann.books.with_entities(Book.title).order_by(Book.title).all())
print(ann.books.filter_by(title='Dusk').first_or_404().author.name)
ann.books.filter_by(title='Dusk').delete()
db.session.commit()
print(ann.books.all(), Book.query.count())
try:
    Author.query.options(db.joinedload(Author.books)).all()
except Exception as e:
    print(type(e).__name__, e)
db.session.delete(ann)
db.session.commit()
print(Book.query.count(), db.session.query(author_award).count())
