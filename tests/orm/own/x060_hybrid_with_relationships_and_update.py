from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Wallet(Base):
    __tablename__ = "wallet"
    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str] = mapped_column(String(20))
    last: Mapped[str] = mapped_column(String(20))
    coins: Mapped[list["Coin"]] = relationship(back_populates="wallet")

    @hybrid_property
    def full_name(self):
        return self.first + " " + self.last

    @full_name.inplace.setter
    def _full_name_setter(self, value):
        self.first, self.last = value.split(" ", 1)

    @hybrid_property
    def balance(self):
        return sum(c.cents for c in self.coins)

    @balance.inplace.expression
    @classmethod
    def _balance_expression(cls):
        return select(func.coalesce(func.sum(Coin.cents), 0)).where(Coin.wallet_id == cls.id).label("balance")

class Coin(Base):
    __tablename__ = "coin"
    id: Mapped[int] = mapped_column(primary_key=True)
    cents: Mapped[int]
    wallet_id: Mapped[int] = mapped_column(ForeignKey("wallet.id"))
    wallet: Mapped[Wallet] = relationship(back_populates="coins")

    @hybrid_property
    def euros(self) -> float:
        return self.cents / 100

    @euros.inplace.expression
    @classmethod
    def _euros(cls):
        return cls.cents / 100

w = Wallet(first="Ann", last="Lee", coins=[Coin(cents=50), Coin(cents=200)])
session.add_all([w, Wallet(first="Bo", last="Diaz")])
session.commit()
print(w.full_name, w.balance, w.coins[0].euros)
print(session.scalars(select(Wallet).where(Wallet.full_name == "Bo Diaz")).one().balance)
print(session.execute(select(Wallet.full_name, Wallet.balance).order_by(Wallet.balance)).all())
print(session.scalars(select(Wallet.first).where(Wallet.balance > 100)).all())
w.full_name = "Anna van Dam"
session.commit()
print(w.first, w.last)
x = Wallet(full_name="Cy Twombly")
print(x.first)
print(select(Wallet.full_name))
print(session.query(Wallet).filter_by(full_name="Anna van Dam").count())
