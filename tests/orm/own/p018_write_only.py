from typing import Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, WriteOnlyMapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    transactions: WriteOnlyMapped["Transaction"] = relationship(cascade="all, delete-orphan", passive_deletes=True, order_by="Transaction.id")

class Transaction(Base):
    __tablename__ = "transactions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[Optional[int]] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    amount: Mapped[int]

a = Account(owner="Kim", transactions=[Transaction(amount=10), Transaction(amount=-3)])
session.add(a)
session.commit()
a.transactions.add(Transaction(amount=7))
a.transactions.add_all([Transaction(amount=1), Transaction(amount=2)])
session.commit()
print(session.scalars(a.transactions.select()).all()[0].amount)
print([t.amount for t in session.scalars(a.transactions.select().where(Transaction.amount > 1))])
for t in a.transactions:
    print(t.amount)
