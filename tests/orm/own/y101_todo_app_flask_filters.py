from datetime import date

class Todo(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    task = db.Column(db.String(200), nullable=False)
    due = db.Column(db.Date)
    complete = db.Column(db.Boolean, default=False)
    user_id = db.Column(db.Integer, db.ForeignKey('user.id'))

    def __repr__(self):
        mark = 'x' if self.complete else ' '
        return f'[{mark}] {self.task}' + (f' ({self.due:%b %d})' if self.due else '')

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    username = db.Column(db.String(80), unique=True)
    todos = db.relationship('Todo', backref='user', lazy='dynamic')

    def open_todos(self):
        return self.todos.filter_by(complete=False).order_by(Todo.due.desc())

u = User(username='mia')
db.session.add(u)
for i, t in enumerate(['buy milk', 'call mom', 'sleep']):
    db.session.add(Todo(task=t, user=u, due=date(2024, 1, 1 + i) if i else None))
db.session.commit()
print(u.open_todos().all())
first = u.todos.order_by(Todo.id).first()
first.complete = True
db.session.commit()
print(u.todos.filter(Todo.complete == True).all(), u.open_todos().count())
print(Todo.query.filter(Todo.due != None, ~Todo.complete).all())
print(Todo.query.filter(Todo.task.contains('m')).order_by(Todo.task).all())
print(db.session.query(Todo.complete, db.func.count()).group_by(Todo.complete).all())
Todo.query.filter_by(complete=True).delete()
db.session.commit()
print(Todo.query.all(), [c.name for c in Todo.__table__.columns])
print(User.query.filter_by(username='nobody').first() or 'not found')
print(u.todos)
