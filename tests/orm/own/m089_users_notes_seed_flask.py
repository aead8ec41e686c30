class User(db.Model):
    __tablename__ = 'users'
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String, nullable=False, unique=True)
    notes = db.relationship('Note', back_populates='user', order_by='Note.title')

    def to_dict(self):
        return {'id': self.id, 'username': self.username, 'notes': [n.title for n in self.notes]}

class Note(db.Model):
    __tablename__ = 'notes'
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    pinned = db.Column(db.Boolean, default=False)
    user_id = db.Column(db.Integer, db.ForeignKey('users.id'))
    user = db.relationship('User', back_populates='notes')

# seed.py
User.query.delete()
Note.query.delete()
for name in ['ida', 'jon']:
    user = User(username=name)
    user.notes = [Note(title=f'{name} to do'), Note(title=f'{name} buy', pinned=True)]
    db.session.add(user)
db.session.commit()
print([u.to_dict() for u in User.query.order_by(User.id)])
print(Note.query.filter_by(pinned=True).count())
db.session.add(User(username='ida'))
try:
    db.session.commit()
except Exception as e:
    db.session.rollback()
    print(e.orig)
print(User.query.count())
