class Note(db.Model):
    __tablename__ = 'notes'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50), nullable=False)
    stars = db.Column(db.Integer, default=0)

    def save(self):
        db.session.add(self)
        db.session.commit()
        return self

    def to_dict(self):
        return {'id': self.id, 'title': self.title, 'stars': self.stars}

    @classmethod
    def find_by_title(cls, title):
        return cls.query.filter_by(title=title).first()

    @staticmethod
    def best(limit=1):
        return Note.query.order_by(Note.stars.desc()).limit(limit).all()

    @property
    def short(self):
        return self.title[:4] + '...'

    def __repr__(self):
        return f'<Note {self.title}>'

Note(title='Groceries').save()
n = Note(title='Holidays', stars=5).save()
print(n.to_dict(), n.short)
print(Note.find_by_title('Groceries').to_dict())
print(Note.find_by_title('nothing'), Note.best(), Note.best(limit=5))
n.short = 'x'
