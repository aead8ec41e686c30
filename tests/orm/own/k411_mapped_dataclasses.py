from datetime import datetime
from typing import List, Optional
from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship, registry

class Base(MappedAsDataclass, DeclarativeBase):
    """subclasses will be converted to dataclasses"""

class Mixin(MappedAsDataclass):
    created: Mapped[int] = mapped_column(init=False, default=7)

class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(default="new")
    tag: Mapped[Optional[str]] = mapped_column(default=None, repr=False)
    code: Mapped[str] = mapped_column(default_factory=lambda: "made", kw_only=True)
    level: Mapped[int] = mapped_column(insert_default=3, init=False)
    addresses: Mapped[List["Address"]] = relationship(default_factory=list, back_populates="user", repr=False)

class Address(Mixin, Base, kw_only=True):
    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    email: Mapped[str]
    user_id: Mapped[Optional[int]] = mapped_column(ForeignKey("users.id"), init=False, repr=False)
    user: Mapped[Optional[User]] = relationship(back_populates="addresses", default=None)

u = User("ann", code="c1", addresses=[Address(email="a@x")])
print(u)
print(u.status, u.tag, u.level, u.addresses[0].user is u, "status" in u.__dict__)
session.add(u)
session.add(User("bo", "old", "t"))
session.commit()
print(u, u.level)
print(u.addresses[0].email, u.addresses[0].created)
print(User("x") == User("x"), User("x") == User("y"), User("x") == 5)
print(session.scalars(select(User).order_by(User.id)).all())
for make in (
    lambda: User(),
    lambda: User("a", "b", "c", "d"),
    lambda: User(name="a", id=4),
    lambda: User("a", nothing=1),
    lambda: Address("positional"),
    lambda: Address(),
):
    try:
        print(make())
    except TypeError as e:
        print(e)
try:
    print(hash(u))
except TypeError as e:
    print(e)
