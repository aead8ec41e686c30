from typing import List, Optional
from sqlalchemy import ForeignKey, select, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str]
    items: Mapped[List["Item"]] = relationship(back_populates="order", cascade="all, delete-orphan")
    notes: Mapped[List["Note"]] = relationship(back_populates="order")

class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped["Order"] = relationship(back_populates="items")

class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    order_id: Mapped[Optional[int]] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Optional["Order"]] = relationship(back_populates="notes")

def counts():
    return [session.scalar(select(func.count()).select_from(c)) for c in (Order, Item, Note)]

o = Order(customer="Lee", items=[Item(name="lamp"), Item(name="rug")], notes=[Note(text="fragile")])
session.add(o)
session.commit()
print(counts())

rug = o.items.pop()
session.flush()
print(counts(), rug in session)
o.items[0] = Item(name="big lamp")
session.commit()
print(counts(), [i.name for i in o.items])
o.items = []
session.commit()
print(counts())

# a pending orphan simply leaves the session
chair = Item(name="chair")
o.items.append(chair)
print(chair in session)
o.items.remove(chair)
print(chair in session)

o.items = [Item(name="sofa")]
session.commit()
session.delete(o)
session.commit()
print(counts(), session.scalars(select(Note)).one().order_id)

lost = Item(name="lost")
session.add(lost)
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, str(e).splitlines()[0])
