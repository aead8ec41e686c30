class Comment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(100))
    likes = db.Column(db.Integer, server_default='0')
    parent_id = db.Column(db.Integer, db.ForeignKey('comment.id'))
    replies = db.relationship('Comment', backref=db.backref('parent', remote_side=[id]), lazy='dynamic')

    def add_reply(self, text):
        return Comment(text=text, parent=self)

    def level(self):
        return 0 if self.parent is None else self.parent.level() + 1

    def __repr__(self):
        return '%s%s' % ('> ' * self.level(), self.text)

def walk(comment):
    yield comment
    for reply in comment.replies.order_by(Comment.id):
        yield from walk(reply)

top = Comment(text='hello')
db.session.add(top)
db.session.commit()
one = top.add_reply('hi')
two = top.add_reply('hey')
db.session.add_all([one, two])
three = one.add_reply('how are you')
db.session.add(three)
db.session.commit()
for c in walk(top):
    print(c)
print(top.replies.count(), one.replies.first().text, three.likes)
parent = db.aliased(Comment)
print(db.session.query(Comment.text, parent.text).join(parent, Comment.parent_id == parent.id).order_by(Comment.id).all())
print(Comment.query.filter(Comment.parent == None).one().text)
print([c.text for c in Comment.query.filter(Comment.parent.has(text='hello')).order_by(Comment.id)])
Comment.query.filter(Comment.text.startswith('h')).update({'likes': Comment.likes + 1})
db.session.commit()
print([c.likes for c in Comment.query.order_by(Comment.id)])
