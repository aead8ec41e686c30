# books >-< authors, books -< copies, copies -< loans >- readers
book_authors = db.Table(
    'book_authors',
    db.Column('book_id', db.ForeignKey('books.id'), primary_key=True),
    db.Column('author_id', db.ForeignKey('authors.id'), primary_key=True)
)

class Book(db.Model):
    __tablename__ = 'books'

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    isbn = db.Column(db.String(13), unique=True)

    authors = db.relationship('Author', secondary=book_authors, back_populates='books')
    copies = db.relationship('Copy', back_populates='book', cascade='all, delete-orphan')

class Author(db.Model):
    __tablename__ = 'authors'

    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

    books = db.relationship('Book', secondary=book_authors, back_populates='authors')

class Copy(db.Model):
    __tablename__ = 'copies'

    id = db.Column(db.Integer, primary_key=True)
    book_id = db.Column(db.Integer, db.ForeignKey('books.id'))

    book = db.relationship('Book', back_populates='copies')
    loans = db.relationship('Loan', back_populates='copy')

class Reader(db.Model):
    __tablename__ = 'readers'

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String, index=True)

    loans = db.relationship('Loan', back_populates='reader', lazy='dynamic')

class Loan(db.Model):
    __tablename__ = 'loans'

    id = db.Column(db.Integer, primary_key=True)
    due = db.Column(db.Date)
    copy_id = db.Column(db.Integer, db.ForeignKey('copies.id'))
    reader_id = db.Column(db.Integer, db.ForeignKey('readers.id'))

    copy = db.relationship('Copy', back_populates='loans')
    reader = db.relationship('Reader', back_populates='loans')
