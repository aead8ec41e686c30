from typing import List
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, WriteOnlyMapped

class Account(Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    entries: WriteOnlyMapped["Entry"] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Entry.day"
    )

class Entry(Base):
    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="cascade"))
    day: Mapped[int]
    amount: Mapped[int]

    def __repr__(self):
        return f"Entry(day={self.day}, amount={self.amount})"

acc = Account(owner="Pia", entries=[Entry(day=2, amount=50), Entry(day=1, amount=20)])
session.add(acc)
session.commit()
print(type(acc.entries).__name__)

acc.entries.add(Entry(day=3, amount=-15))
acc.entries.add_all([Entry(day=5, amount=-30), Entry(day=4, amount=10)])
session.commit()
print(acc.entries.select())
print(session.scalars(acc.entries.select()).all())
spent = session.scalars(acc.entries.select().where(Entry.amount < 0)).all()
print(spent)
acc.entries.remove(spent[0])
session.commit()
print(session.scalar(select(func.sum(Entry.amount)).where(Entry.account_id == acc.id)))

try:
    for e in acc.entries:
        print(e)
except TypeError as err:
    print("TypeError:", err)
try:
    acc.entries = []
    session.commit()
except Exception as err:
    print(type(err).__name__, err)
