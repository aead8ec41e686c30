import datetime
import enum
from decimal import Decimal
from typing import Optional
from sqlalchemy import ForeignKey, String, Text, Numeric, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Status(enum.Enum):
    NEW = "new"
    PAID = "paid"

class Purchase(Base):
    __tablename__ = "purchase"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[Optional[str]] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(40), index=True)
    amount: Mapped[Decimal]
    tax: Mapped[Optional[Decimal]] = mapped_column(Numeric(5, 3))
    weight: Mapped[float] = mapped_column(default=1.5)
    gift: Mapped[bool] = mapped_column(default=False)
    day: Mapped[datetime.date]
    at: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    status: Mapped[Status] = mapped_column(default=Status.NEW)
    receipt: Mapped[bytes | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("purchase.id"))

p = Purchase(who="Ida", amount=Decimal("9.99"), day=datetime.date(2023, 1, 31))
session.add(p)
session.commit()
print(p.amount, p.weight, p.gift, p.status, p.receipt, p.at is None)
