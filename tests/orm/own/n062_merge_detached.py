from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

class Recipe(Base):
    __tablename__ = "recipes"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    minutes: Mapped[int | None]
    steps: Mapped[list["Step"]] = relationship(back_populates="recipe", order_by="Step.id", cascade="all, delete-orphan")

class Step(Base):
    __tablename__ = "steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipes.id"))
    recipe: Mapped[Recipe] = relationship(back_populates="steps")

with Session(engine, expire_on_commit=False) as s:
    soup = Recipe(title="Soup", minutes=40, steps=[Step(text="chop"), Step(text="boil")])
    s.add(soup)
    s.commit()

soup.title = "Leek soup"
merged = session.merge(soup)
print(merged is soup, merged in session, soup in session)
print(merged.title, [st.text for st in merged.steps])
print(merged in session.dirty)
session.commit()

# a new object with a key that exists: an update
again = session.merge(Recipe(id=1, title="Leek soup", minutes=25))
print(again is merged, again.minutes, len(again.steps))
session.commit()

# a key that does not exist: an insert
tea = session.merge(Recipe(id=10, title="Tea"))
print(tea in session.new, tea.minutes)
session.commit()
print(session.scalars(select(Recipe.title).order_by(Recipe.id)).all())

# steps given: the collection is replaced
session.merge(Recipe(id=1, title="Leek soup", steps=[Step(id=2, text="boil slowly"), Step(text="serve")]))
session.commit()
print([(st.id, st.text) for st in session.get(Recipe, 1).steps])

with Session(engine) as s2:
    copy = s2.merge(merged, load=False)
    print(copy.title, copy.minutes, copy in s2.dirty)
