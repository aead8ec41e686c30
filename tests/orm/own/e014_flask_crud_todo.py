class TodoItem(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    content = db.Column(db.String(200), nullable=False)
    completed = db.Column(db.Integer, default=0)

    def __repr__(self):
        return '<Task %r>' % self.id

def add(content):
    item = TodoItem(content=content)
    db.session.add(item)
    db.session.commit()
    return item

def finish(id):
    item = TodoItem.query.get_or_404(id)
    item.completed = 1
    db.session.commit()

add('buy milk')
add('call mum')
third = add('write report')
print(third, third.completed)
finish(2)
for t in TodoItem.query.order_by(TodoItem.completed, TodoItem.id.desc()).all():
    print(t.content, 'done' if t.completed else 'open')
db.session.delete(TodoItem.query.get(1))
db.session.commit()
print(TodoItem.query.filter_by(completed=0).count())
print(TodoItem.query.filter_by(content='missing').first() is None)
finish(77)
