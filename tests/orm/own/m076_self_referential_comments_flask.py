class Comment(db.Model):
    __tablename__ = 'comments'
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.Text)
    parent_id = db.Column(db.Integer, db.ForeignKey('comments.id'))
    replies = db.relationship('Comment', backref=db.backref('parent', remote_side=[id]))

first = Comment(text='First!')
answer = Comment(text='No, me', parent=first)
Comment(text='Really?', parent=answer)
first.replies.append(Comment(text='Well done'))
db.session.add(first)
db.session.commit()

for reply in first.replies:
    print(reply.text, '->', reply.parent.text)
print([c.text for c in answer.replies])
print(Comment.query.filter_by(parent_id=None).all())
