class Item(db.Model):
    __tablename__ = 'items'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50), nullable=False)
    type = db.Column(db.String(20))
    shelf_id = db.Column(db.Integer, db.ForeignKey('shelves.id'))
    __mapper_args__ = {'polymorphic_on': type, 'polymorphic_identity': 'item', 'with_polymorphic': '*'}

    def __repr__(self):
        return f'{self.type}({self.title})'

class Book(Item):
    __tablename__ = 'books'
    id = db.Column(db.Integer, db.ForeignKey('items.id'), primary_key=True)
    pages = db.Column(db.Integer)
    reviews = db.relationship('Review', backref='book', cascade='all, delete-orphan')
    __mapper_args__ = {'polymorphic_identity': 'book'}

class Film(Item):
    __tablename__ = 'films'
    id = db.Column(db.Integer, db.ForeignKey('items.id'), primary_key=True)
    minutes = db.Column(db.Integer)
    __mapper_args__ = {'polymorphic_identity': 'film'}

class Review(db.Model):
    __tablename__ = 'reviews'
    id = db.Column(db.Integer, primary_key=True)
    stars = db.Column(db.Integer)
    book_id = db.Column(db.Integer, db.ForeignKey('books.id'))

class Shelf(db.Model):
    __tablename__ = 'shelves'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(10))
    items = db.relationship('Item', backref='shelf')

shelf = Shelf(name='top', items=[Book(title='Emma', pages=400, reviews=[Review(stars=5)]), Film(title='Heat', minutes=170)])
db.session.add(shelf)
db.session.commit()
print(sorted(shelf.items, key=lambda i: i.title), Book.query.one().reviews[0].stars)
print(Item.query.filter(Item.title == 'Heat').one().minutes, Film.query.filter(Film.minutes > 100).count())
book = Book.query.first()
book.pages = 401
db.session.commit()
print(book.pages, book.shelf.name)
print(db.session.query(Book.title, Book.pages).join(Book.reviews).filter(Review.stars == 5).all())
db.session.delete(book)
db.session.commit()
print(Item.query.count(), Review.query.count())
