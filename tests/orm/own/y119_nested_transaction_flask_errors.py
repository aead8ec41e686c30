class Wallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.String, unique=True, nullable=False)
    coins = db.Column(db.Integer, db.CheckConstraint('coins >= 0', name='no_debt'), default=0)

    class NotEnough(Exception):
        pass

    def pay(self, other, amount):
        if amount > self.coins:
            raise Wallet.NotEnough(f'{self.owner} has only {self.coins}')
        self.coins, other.coins = self.coins - amount, other.coins + amount

a, b = Wallet(owner='a', coins=10), Wallet(owner='b')
db.session.add_all([a, b])
db.session.commit()
try:
    a.pay(b, 4)
    b.pay(a, 100)
except Wallet.NotEnough as e:
    print(e)
    db.session.rollback()
print(a.coins, b.coins)
with db.session.begin_nested():
    a.pay(b, 3)
db.session.commit()
print([(w.owner, w.coins) for w in Wallet.query])
b.coins = -1
try:
    db.session.commit()
except Exception as e:
    print(e.__class__.__module__, str(e.orig))
finally:
    db.session.rollback()
print(b.coins)
try:
    with db.session.begin_nested():
        db.session.add(Wallet(owner='a'))
except Exception as e:
    print(type(e).__name__)
print(Wallet.query.count())
db.session.add(Wallet(owner=None))
db.session.flush()
