class Publisher(db.Model):
    __tablename__ = 'publishers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
    books = db.relationship('Book', back_populates='publisher', lazy='joined', order_by='Book.title')

class Book(db.Model):
    __tablename__ = 'books'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    publisher_id = db.Column(db.Integer, db.ForeignKey('publishers.id'))
    publisher = db.relationship('Publisher', back_populates='books')

db.session.add(Publisher(name='Fern', books=[Book(title='Zeal'), Book(title='Awe')]))
db.session.add(Publisher(name='Moss', books=[Book(title='Calm')]))
db.session.commit()
db.session.expunge_all()

for p in Publisher.query.order_by(Publisher.name.desc()).all():
    print(p.name, [b.title for b in p.books])
db.session.expunge_all()
p = Publisher.query.filter_by(name='Fern').first()
print(len(p.books))
db.session.expunge_all()
print(db.session.get(Publisher, 2).books[0].publisher.name)
db.session.expunge_all()
b = Book.query.filter_by(title='Awe').one()
print(b.publisher.name)
print(Publisher.query.join(Publisher.books).filter(Book.title == 'Calm').one().name)
