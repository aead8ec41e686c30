from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

class Guest(Base):
    __tablename__ = "guests"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    seat: Mapped[int | None]

def names():
    return session.scalars(select(Guest.email).order_by(Guest.id)).all()

for email in ["a@x.org", "b@x.org", "a@x.org", "c@x.org"]:
    try:
        with session.begin_nested():
            session.add(Guest(email=email))
    except IntegrityError:
        print("skipped", email)
session.commit()
print(names())

a = session.scalars(select(Guest).filter_by(email="a@x.org")).one()
a.seat = 1
nested = session.begin_nested()
print(nested.is_active, nested.nested, session.in_nested_transaction())
a.seat = 2
session.flush()
nested.rollback()
print(a.seat, session.in_nested_transaction())

outer = session.begin_nested()
session.add(Guest(email="d@x.org"))
inner = session.begin_nested()
session.add(Guest(email="e@x.org"))
inner.rollback()
print(names())
outer.commit()
print(names())
session.rollback()
print(names(), a.seat)

with session.begin_nested() as sp:
    session.add(Guest(email="f@x.org"))
    sp.rollback()
session.commit()
print(names())
