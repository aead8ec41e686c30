from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

def create_app():
    app = Flask(__name__)
    app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///:memory:'
    app.config['SQLALCHEMY_TRACK_MODIFICATIONS'] = False
    db.init_app(app)
    return app

class Pet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30), nullable=False)
    species = db.Column(db.String(20), default='dog')

    @property
    def label(self):
        return '{0.name} the {0.species}'.format(self)

app = create_app()
with app.app_context():
    db.create_all()
    db.session.add_all([Pet(name='Rex'), Pet(name='Tom', species='cat')])
    db.session.commit()
    for pet in Pet.query.order_by(Pet.name).all():
        print(pet.label)
    cats = db.session.execute(db.select(Pet).filter_by(species='cat')).scalars().all()
    print(len(cats), cats[0].name)
    db.session.delete(cats[0])
    db.session.commit()
    print(Pet.query.count())
    db.session.add(Pet())
    db.session.commit()
