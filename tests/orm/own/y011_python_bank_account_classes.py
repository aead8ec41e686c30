class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        super().__init__(f'need {needed}, have {available}')
        self.needed = needed
        self.available = available

class Account:
    count = 0
    rate = 0.02

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        type(self).count += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise InsufficientFunds(-value, self._balance)
        self._balance = value

    @classmethod
    def open_for(cls, *owners):
        return [cls(o) for o in owners]

    @staticmethod
    def valid(owner):
        return owner.isalpha() and owner[0].isupper()

    def __eq__(self, other):
        if not isinstance(other, Account):
            return NotImplemented
        return (self.owner, self.balance) == (other.owner, other.balance)

    def __lt__(self, other):
        return self.balance < other.balance

    def __iadd__(self, amount):
        self.balance += amount
        return self

class Savings(Account):
    rate = 0.05

    def year(self):
        self.balance += self.balance * self.rate
        return self.balance

a, b = Account.open_for('Ann', 'Bob')
a += 100
b += 50
print(a.balance, b.balance, Account.count, a > b, a == b, a != Account('Ann', 100))
s = Savings('Cid', 200)
print(s.year(), Savings.count, Account.count, Savings.rate, s.__class__.__bases__[0].__name__)
print(min([a, b, s]).owner, [x.owner for x in sorted([a, b, s], reverse=True)])
try:
    b.balance = -5
except InsufficientFunds as e:
    print(e, e.needed, e.args)
print(Account.valid('ann'), Account.valid('Ann'), Account.valid('A1'))
try:
    hash(a)
except TypeError as e:
    print(e)
print(vars(b), hasattr(b, 'year'), issubclass(Savings, Account), isinstance(s, (int, Account)))
a.nickname = 'A'
print(a.__dict__, a.nope)
