from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "user_account"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    addresses: Mapped[list["Address"]] = relationship(back_populates="user")

    def __repr__(self):
        return f"User({self.name!r})"

class Address(Base):
    __tablename__ = "address"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped[User] = relationship(back_populates="addresses")

    def __repr__(self):
        return f"Address({self.email!r})"

session.add_all([
    User(name="sandy", addresses=[Address(email="sandy@sea.org"), Address(email="sandy@aol.com")]),
    User(name="patrick", addresses=[Address(email="pat@aol.com")]),
    User(name="squid"),
])
session.commit()
a1 = aliased(Address)
a2 = aliased(Address)
stmt = (select(User).join(User.addresses.of_type(a1)).where(a1.email == "sandy@sea.org")
        .join(User.addresses.of_type(a2)).where(a2.email == "sandy@aol.com"))
print(session.scalars(stmt).all())
subq = select(Address).where(~Address.email.like("%@aol.com")).subquery()
sub = aliased(Address, subq, name="outside")
print(session.execute(select(User, sub).join_from(User, sub).order_by(User.id)).all())
u = aliased(User, name="u")
for row in session.execute(select(u, u.name.label("n")).order_by(u.name)):
    print(row.u, row.n)
counts = select(func.count(Address.id).label("n"), Address.user_id).group_by(Address.user_id).subquery()
print(session.execute(select(User.name, func.coalesce(counts.c.n, 0)).outerjoin_from(User, counts).order_by(User.id)).all())
print(select(u).where(u.id == 2))
