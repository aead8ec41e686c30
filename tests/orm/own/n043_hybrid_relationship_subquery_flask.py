from sqlalchemy import select, func
from sqlalchemy.ext.hybrid import hybrid_property, Comparator

class CaseInsensitive(Comparator):
    def __eq__(self, other):
        return func.lower(self.__clause_element__()) == func.lower(other)

class Saver(db.Model):
    __tablename__ = 'savers'
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    deposits = db.relationship('Deposit', back_populates='saver')

    @hybrid_property
    def balance(self):
        return sum(d.amount for d in self.deposits)

    @balance.expression
    def balance(cls):
        return (select(func.coalesce(func.sum(Deposit.amount), 0))
                .where(Deposit.saver_id == cls.id)
                .label('total_balance'))

    @hybrid_property
    def nick(self):
        return self.name.lower()

    @nick.comparator
    def nick(cls):
        return CaseInsensitive(cls.name)

class Deposit(db.Model):
    __tablename__ = 'deposits'
    id = db.Column(db.Integer, primary_key=True)
    amount = db.Column(db.Integer)
    saver_id = db.Column(db.ForeignKey('savers.id'))
    saver = db.relationship('Saver', back_populates='deposits')

db.session.add_all([
    Saver(name='Mo', deposits=[Deposit(amount=40), Deposit(amount=25)]),
    Saver(name='Flo', deposits=[Deposit(amount=10)]),
    Saver(name='Jo'),
])
db.session.commit()
print([(s.name, s.balance) for s in Saver.query.order_by(Saver.id)])
print(db.session.query(Saver.name, Saver.balance).order_by(Saver.balance.desc()).all())
print([s.name for s in Saver.query.filter(Saver.balance > 20)])
print(Saver.query.filter(Saver.nick == 'FLO').one().name)
row = db.session.execute(select(Saver.name, Saver.balance).where(Saver.name == 'Jo')).one()
print(row.balance, row._fields)
