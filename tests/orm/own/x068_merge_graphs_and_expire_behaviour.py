from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, relationship

class Base(DeclarativeBase):
    pass

class Cart(Base):
    __tablename__ = "cart"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    lines: Mapped[list["CartLine"]] = relationship(back_populates="cart", cascade="all, delete-orphan")

class CartLine(Base):
    __tablename__ = "cart_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    count: Mapped[int] = mapped_column(default=1)
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id"))
    cart: Mapped[Cart] = relationship(back_populates="lines")

with Session(engine, expire_on_commit=False) as s1:
    cart = Cart(owner="Lou", lines=[CartLine(what="soap"), CartLine(what="brush", count=2)])
    s1.add(cart)
    s1.commit()
print(inspect(cart).detached, cart.owner, [l.what for l in cart.lines], object_session(cart))
cart.lines.append(CartLine(what="towel"))
cart.lines[0].count = 5
del cart.lines[1]
copy = session.merge(cart)
print(copy is cart, [(l.what, l.count) for l in copy.lines], len(session.new), len(session.dirty), len(session.deleted))
session.commit()
print(session.execute(select(CartLine.what, CartLine.count).order_by(CartLine.id)).all())
print(inspect(copy).expired_attributes == set(inspect(copy).mapper.attrs.keys()), "owner" in inspect(copy).dict)
copy.owner
print(sorted(inspect(copy).unloaded))
session.expire_all()
copy.owner = "Lucy"
print(inspect(copy).attrs.owner.history, inspect(copy).modified)
session.refresh(copy, ["lines"])
print(copy.owner, len(copy.lines))
session.expire(copy)
print(copy.owner)
line = session.merge(CartLine(id=99, what="new", cart=copy))
session.flush()
print(line.id, line.cart is copy, len(copy.lines))
with Session(engine) as s2:
    other = s2.merge(copy, load=True)
    print(other.owner, len(other.lines))
session.rollback()
try:
    with Session(engine) as s2:
        s2.merge(Cart(id=1, owner="x"), load=False)
except Exception as e:
    print(type(e).__name__, e)
