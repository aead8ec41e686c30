class Account:
    count = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Account.count += 1
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError('amount must be positive')
        self.balance += amount
        return self
    def __repr__(self):
        return '<Account %s: %.2f>' % (self.owner, self.balance)
    def __eq__(self, other):
        if not isinstance(other, Account): return NotImplemented
        return self.owner == other.owner
a = Account('ann', 10)
print(a.deposit(5).deposit(2.5), Account.count, a == Account('ann'), a != 3, a == 'x')
try: a.deposit(-1)
except ValueError as err: print('Error:', err)
try: hash(a)
except TypeError as e: print(e)
try: {a: 1}
except TypeError as e: print(e)
print(a.__class__.__name__, a.__class__ is Account, type(a) == Account, callable(a), callable(Account))
print(Account.deposit, a.deposit)
