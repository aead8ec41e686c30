from sqlalchemy import Column, ForeignKey, Integer, String, Table, func
from sqlalchemy.orm import relationship

recipe_ingredient = Table(
    'recipe_ingredient', Base.metadata,
    Column('recipe_id', Integer, ForeignKey('recipe.id'), primary_key=True),
    Column('ingredient_id', Integer, ForeignKey('ingredient.id'), primary_key=True),
)

class Recipe(Base):
    __tablename__ = 'recipe'
    id = Column(Integer, primary_key=True)
    title = Column(String(50), nullable=False)
    ingredients = relationship('Ingredient', secondary=recipe_ingredient, back_populates='recipes', order_by='Ingredient.name')

    def __repr__(self):
        return '<Recipe %r>' % self.title

class Ingredient(Base):
    __tablename__ = 'ingredient'
    id = Column(Integer, primary_key=True)
    name = Column(String(50), unique=True)
    recipes = relationship('Recipe', secondary=recipe_ingredient, back_populates='ingredients')

flour, egg, milk, salt = [Ingredient(name=n) for n in ('flour', 'egg', 'milk', 'salt')]
session.add_all([
    Recipe(title='Pancake', ingredients=[flour, egg, milk]),
    Recipe(title='Omelette', ingredients=[egg, salt]),
    Recipe(title='Water'),
])
session.commit()

per_recipe = (session.query(Recipe.title, func.count(recipe_ingredient.c.ingredient_id))
              .outerjoin(recipe_ingredient)
              .group_by(Recipe.id)
              .order_by(func.count(recipe_ingredient.c.ingredient_id).desc(), Recipe.title))
for title, n in per_recipe:
    print(f'{title:<10}|{n:>2}')
print(session.query(Recipe).filter(Recipe.ingredients.any(Ingredient.name == 'milk')).all())
print(session.query(Ingredient).filter(~Ingredient.recipes.any()).count())
pancake = session.query(Recipe).filter_by(title='Pancake').one()
pancake.ingredients = [i for i in pancake.ingredients if i.name != 'milk'] + [salt]
session.commit()
print([i.name for i in pancake.ingredients])
print(session.query(Recipe).filter(Recipe.ingredients.contains(salt)).order_by(Recipe.id).all())
