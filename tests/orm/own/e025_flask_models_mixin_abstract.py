from datetime import datetime

class TimestampMixin:
    created = db.Column(db.DateTime, default=datetime.utcnow)
    updated = db.Column(db.DateTime, onupdate=datetime.utcnow)

class BaseModel(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)

    def save(self):
        db.session.add(self)
        db.session.commit()
        return self

class Article(TimestampMixin, BaseModel):
    title = db.Column(db.String(50))

class Photo(BaseModel):
    __tablename__ = 'pictures'
    path = db.Column(db.String(200))

print(Article.__tablename__, Photo.__tablename__)
print(Article.__table__.columns.keys())
a = Article(title='Mixins').save()
print(a.id, a.created is not None, a.updated)
a.title = 'Mixed in'
a.save()
print(a.updated is None)
print(Photo(path='/x.png').save())
