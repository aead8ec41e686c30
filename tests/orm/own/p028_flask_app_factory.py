from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

class Task(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    done = db.Column(db.Boolean, default=False)

def create_app():
    app = Flask(__name__)
    app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///:memory:'
    db.init_app(app)
    with app.app_context():
        db.create_all()
    return app

app = create_app()
with app.app_context():
    db.session.add(Task(title='sweep'))
    db.session.add(Task(title='cook', done=True))
    db.session.commit()
    print([(t.title, t.done) for t in Task.query.order_by(Task.title)])
    print(Task.query.filter_by(done=False).count())
    print(db.session.get(Task, 1))
