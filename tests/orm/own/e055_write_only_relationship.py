from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import DeclarativeBase, Mapped, WriteOnlyMapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Bank(Base):
    __tablename__ = "bank"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    transfers: WriteOnlyMapped["Transfer"] = relationship(back_populates="bank", cascade="all, delete-orphan", order_by="Transfer.id")

class Transfer(Base):
    __tablename__ = "transfer"
    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]
    bank_id: Mapped[int] = mapped_column(ForeignKey("bank.id"))
    bank: Mapped["Bank"] = relationship(back_populates="transfers")

b = Bank(name="Penny")
b.transfers.add(Transfer(amount=5))
b.transfers.add_all([Transfer(amount=-3), Transfer(amount=40)])
session.add(b)
session.commit()
print(session.scalars(b.transfers.select()).all()[2].amount)
big = session.scalars(b.transfers.select().where(Transfer.amount > 4)).all()
print([t.amount for t in big], big[0].bank.name)
b.transfers.remove(big[0])
session.commit()
print(session.scalar(select(func.sum(Transfer.amount))))
