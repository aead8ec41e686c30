from typing import List
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Customer(Base):
    __tablename__ = "customer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    orders: Mapped[List["Order"]] = relationship(back_populates="customer")
    open_orders: Mapped[List["Order"]] = relationship(
        primaryjoin="and_(Customer.id == Order.customer_id, Order.status == 'open')",
        viewonly=True,
    )

class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    customer: Mapped["Customer"] = relationship(back_populates="orders")

lee = Customer(name="Lee", orders=[Order(what="soup"), Order(what="salad"), Order(what="tea")])
ivy = Customer(name="Ivy", orders=[Order(what="cake", status="paid")])
session.add_all([lee, ivy])
session.commit()

print([o.what for o in lee.open_orders], ivy.open_orders)
lee.orders[0].status = "paid"
print([o.what for o in lee.open_orders])
session.commit()
print([o.what for o in lee.open_orders])
print(session.query(Customer).join(Customer.open_orders).count())
for c in session.query(Customer).filter(~Customer.open_orders.any()):
    print("nothing open:", c.name)
