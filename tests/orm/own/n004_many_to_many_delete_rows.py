from sqlalchemy import Column, ForeignKey, Table, select, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

recipe_ingredient = Table(
    "recipe_ingredient",
    Base.metadata,
    Column("recipe_id", ForeignKey("recipe.id"), primary_key=True),
    Column("ingredient_id", ForeignKey("ingredient.id"), primary_key=True),
)

class Recipe(Base):
    __tablename__ = "recipe"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    ingredients: Mapped[list["Ingredient"]] = relationship(
        secondary=recipe_ingredient, back_populates="recipes"
    )

class Ingredient(Base):
    __tablename__ = "ingredient"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    recipes: Mapped[list["Recipe"]] = relationship(
        secondary=recipe_ingredient, back_populates="ingredients"
    )

flour, egg, milk = (Ingredient(name=n) for n in ("flour", "egg", "milk"))
pancake = Recipe(title="Pancakes", ingredients=[flour, egg, milk])
omelette = Recipe(title="Omelette", ingredients=[egg, milk])
session.add_all([pancake, omelette])
session.commit()

def link_count():
    return session.scalar(select(func.count()).select_from(recipe_ingredient))

print(link_count())
print([r.title for r in milk.recipes])
# removing from the list removes the row of the link table
omelette.ingredients.remove(milk)
session.commit()
print(link_count(), [r.title for r in milk.recipes])
# so does deleting either side
session.delete(pancake)
session.commit()
print(link_count(), session.query(Ingredient).count())
print([i.name for i in omelette.ingredients])
stmt = select(Recipe.title).join(Recipe.ingredients).where(Ingredient.name == "egg")
print(stmt)
print(session.scalars(stmt).all())
