class RecipeIngredient(db.Model):
    __tablename__ = 'recipe_ingredient'
    recipe_id = db.Column(db.Integer, db.ForeignKey('recipe.id'), primary_key=True)
    ingredient_id = db.Column(db.Integer, db.ForeignKey('ingredient.id'), primary_key=True)
    amount = db.Column(db.Numeric(6, 2), nullable=False)
    unit = db.Column(db.Enum('g', 'ml', 'piece', name='unit'), default='g')
    ingredient = db.relationship('Ingredient', lazy='joined')

class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), unique=True, nullable=False)
    serves = db.Column(db.SmallInteger, server_default='4')
    items = db.relationship('RecipeIngredient', backref='recipe', cascade='all, delete-orphan', order_by='RecipeIngredient.ingredient_id')

    def scaled(self, people):
        factor = people / self.serves
        return {i.ingredient.name: float(i.amount) * factor for i in self.items}

class Ingredient(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(60), index=True)
    vegan = db.Column(db.Boolean, default=True, nullable=False)

flour = Ingredient(name='flour')
milk = Ingredient(name='milk', vegan=False)
egg = Ingredient(name='egg', vegan=False)
pancakes = Recipe(title='Pancakes')
pancakes.items = [
    RecipeIngredient(ingredient=flour, amount=250),
    RecipeIngredient(ingredient=milk, amount='500.5', unit='ml'),
    RecipeIngredient(ingredient=egg, amount=3, unit='piece'),
]
db.session.add(pancakes)
db.session.commit()
print(pancakes.serves, pancakes.scaled(2))
print([(i.ingredient.name, i.amount, i.unit) for i in pancakes.items])
not_vegan = Ingredient.query.filter_by(vegan=False).order_by(Ingredient.name.desc()).all()
print([i.name for i in not_vegan])
with_milk = Recipe.query.join(RecipeIngredient).join(Ingredient).filter(Ingredient.name == 'milk').all()
print(with_milk[0].title, with_milk)
pancakes.items.pop()
db.session.commit()
print(RecipeIngredient.query.count(), Ingredient.query.count())
db.session.delete(pancakes)
db.session.commit()
print(db.session.query(RecipeIngredient).all(), db.session.query(db.func.count(Ingredient.id)).scalar())
