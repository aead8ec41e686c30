from typing import List, Optional
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Basket(Base):
    __tablename__ = "basket"
    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str]
    fruits: Mapped[List["Fruit"]] = relationship(
        back_populates="basket", cascade="all, delete-orphan"
    )

class Fruit(Base):
    __tablename__ = "fruit"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    basket_id: Mapped[Optional[int]] = mapped_column(ForeignKey("basket.id"))
    basket: Mapped[Optional["Basket"]] = relationship(back_populates="fruits")

red = Basket(colour="red", fruits=[Fruit(kind=k) for k in ("apple", "pear", "fig", "plum")])
blue = Basket(colour="blue")
session.add_all([red, blue])
session.commit()

apple, pear, fig, plum = red.fruits
red.fruits.remove(apple)          # gone
blue.fruits.append(pear)          # moved
fig.basket = None                 # gone too
red.fruits.remove(plum)
red.fruits.append(plum)           # changed my mind
session.commit()
print([f.kind for f in session.scalars(select(Fruit).order_by(Fruit.id))])
print([f.kind for f in red.fruits], [f.kind for f in blue.fruits])
print(apple in session, fig in session)

# an orphan that was never saved is just dropped
kiwi = Fruit(kind="kiwi")
blue.fruits.append(kiwi)
print(kiwi in session)
blue.fruits.remove(kiwi)
print(kiwi in session)

# a fruit without any basket at all
session.add(Fruit(kind="melon"))
session.commit()
print([f.kind for f in session.scalars(select(Fruit).order_by(Fruit.id))])
red.fruits = []
session.commit()
print(session.query(Fruit).count())
