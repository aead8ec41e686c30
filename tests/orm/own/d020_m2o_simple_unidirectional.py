from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoice"

    id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[float]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    customer: Mapped["Customer"] = relationship()


class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


acme = Customer(name="Acme")
session.add_all([Invoice(total=12.5, customer=acme), Invoice(total=7, customer=acme)])
session.commit()
for inv in session.query(Invoice).order_by(Invoice.id.desc()):
    print(inv.id, inv.total, inv.customer.name)
session.delete(acme)
session.commit()
print([i.customer_id for i in session.query(Invoice)])
