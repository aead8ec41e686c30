class Account(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.String(30), nullable=False)
    balance = db.Column(db.Integer, default=0)
    outgoing = db.relationship('Transfer', foreign_keys='Transfer.source_id', back_populates='source')
    incoming = db.relationship('Transfer', foreign_keys='Transfer.target_id', back_populates='target')

    def total(self):
        return self.balance + sum(t.amount for t in self.incoming) - sum(t.amount for t in self.outgoing)

class Transfer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    amount = db.Column(db.Integer)
    source_id = db.Column(db.Integer, db.ForeignKey('account.id'))
    target_id = db.Column(db.Integer, db.ForeignKey('account.id'))
    source = db.relationship('Account', foreign_keys=[source_id], back_populates='outgoing')
    target = db.relationship('Account', foreign_keys=[target_id], back_populates='incoming')

    def __repr__(self):
        return f'<{self.source.owner}->{self.target.owner} {self.amount}>'

ann = Account(owner='Ann', balance=100)
ben = Account(owner='Ben')
db.session.add_all([ann, ben, Transfer(amount=30, source=ann, target=ben), Transfer(amount=5, source=ben, target=ann)])
db.session.commit()
print(ann.total(), ben.total())
print(Transfer.query.order_by(Transfer.amount).all())
Source = db.aliased(Account)
Target = db.aliased(Account)
q = (db.session.query(Source.owner, Target.owner, Transfer.amount)
     .select_from(Transfer)
     .join(Source, Transfer.source)
     .join(Target, Transfer.target)
     .filter(Target.owner == 'Ben'))
print(q.all())
print(Account.query.join(Account.outgoing).filter(Transfer.amount > 10).all()[0].owner)
print(Account.query.filter(Account.incoming.any(Transfer.amount < 10)).count())
