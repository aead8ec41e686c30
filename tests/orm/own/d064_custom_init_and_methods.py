from sqlalchemy import Column, Integer, String, Float
from sqlalchemy.orm import reconstructor

class Account(Base):
    __tablename__ = 'accounts'

    id = Column(Integer, primary_key=True)
    owner = Column(String, nullable=False)
    balance = Column(Float, nullable=False)

    MINIMUM = -100

    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self.balance = balance
        self.history = []

    @reconstructor
    def loaded(self):
        self.history = ['loaded']

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Amount must be positive")
        self.balance += amount
        self.history.append(amount)
        return self

    def withdraw(self, amount):
        if self.balance - amount < Account.MINIMUM:
            return False
        self.balance -= amount
        self.history.append(-amount)
        return True

    @classmethod
    def open(cls, session, owner):
        account = cls(owner)
        session.add(account)
        session.flush()
        return account

    @staticmethod
    def fee(amount):
        return round(amount * 0.015, 2)

    def __str__(self):
        return f'#{self.id} {self.owner}: {self.balance:.2f}'

a = Account.open(session, 'Nora')
a.deposit(50).deposit(25.5)
print(a, a.history)
print(a.withdraw(500), a.withdraw(20), Account.fee(199.9))
session.commit()
print(str(a), repr(a).startswith('<'))
session.expunge_all()
b = session.query(Account).first()
print(b.history, b.balance)
try:
    b.deposit(-1)
except ValueError as e:
    print(e)
