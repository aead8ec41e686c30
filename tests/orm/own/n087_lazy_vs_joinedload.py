from typing import List
from sqlalchemy import ForeignKey, event, select
from sqlalchemy.orm import Mapped, joinedload, lazyload, mapped_column, relationship

class Shop(Base):
    __tablename__ = "shops"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    shelves: Mapped[List["Shelf"]] = relationship(back_populates="shop", order_by="Shelf.number")

class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"))
    shop: Mapped["Shop"] = relationship(back_populates="shelves")
    toys: Mapped[List["Toy"]] = relationship(order_by="Toy.name")

class Toy(Base):
    __tablename__ = "toys"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))

session.add_all([
    Shop(name="Puzzle Palace", shelves=[
        Shelf(number=2, toys=[Toy(name="kite"), Toy(name="ball")]), Shelf(number=1)]),
    Shop(name="Bear House", shelves=[Shelf(number=9, toys=[Toy(name="bear")])]),
    Shop(name="Empty Inc"),
])
session.commit()
session.close()

queries = []
event.listen(engine, "before_cursor_execute", lambda c, cur, sql, *rest: queries.append(sql))

def show(stmt):
    queries.clear()
    for shop in session.scalars(stmt).unique():
        print(shop.name, [(s.number, [t.name for t in s.toys]) for s in shop.shelves])
    print(len(queries), "queries")
    session.close()

show(select(Shop).order_by(Shop.id))
show(select(Shop).options(joinedload(Shop.shelves)).order_by(Shop.id))
show(select(Shop).options(joinedload(Shop.shelves).joinedload(Shelf.toys)).order_by(Shop.id))
show(select(Shop).options(joinedload(Shop.shelves).lazyload(Shelf.toys)).where(Shop.id == 2))
show(select(Shop).options(joinedload(Shop.shelves)).order_by(Shop.name).limit(2))

stmt = select(Shelf).options(joinedload(Shelf.shop, innerjoin=True)).order_by(Shelf.number)
print(stmt)
print([(s.number, s.shop.name) for s in session.scalars(stmt)])
session.close()
try:
    session.scalars(select(Shop).options(joinedload(Shop.shelves))).all()
except Exception as e:
    print(type(e).__name__, e)
