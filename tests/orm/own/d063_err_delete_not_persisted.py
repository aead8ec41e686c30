class Toy(db.Model):
    __tablename__ = 'toys'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)

def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ':', e)

attempt(lambda: db.session.add(Toy))
attempt(lambda: db.session.add(None))
attempt(lambda: db.session.add([Toy(name='a'), Toy(name='b')]))
attempt(lambda: db.session.delete(Toy.query.filter_by(name='none').first()))
attempt(lambda: db.session.refresh(Toy(name='x')))
attempt(lambda: db.session.add_all(Toy(name='x')))
attempt(lambda: db.session.get(Toy))
attempt(lambda: db.session.expunge(Toy(name='y')))
t = Toy(name='kite')
db.session.add(t)
db.session.commit()
attempt(lambda: t())
