from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Recipe(Base):
    __tablename__ = 'recipes'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    steps = relationship('Step', back_populates='recipe', cascade='all, delete')

class Step(Base):
    __tablename__ = 'steps'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    recipe_id = Column(Integer, ForeignKey('recipes.id'))
    recipe = relationship('Recipe', back_populates='steps')

soup = Recipe(title='Soup', steps=[Step(text='chop'), Step(text='boil')])
cake = Recipe(title='Cake', steps=[Step(text='bake')])
session.add_all([soup, cake])
session.commit()
soup.steps.pop()
session.commit()
print(session.query(Step).count(), session.query(Step).filter_by(recipe_id=None).count())
session.delete(soup)
session.commit()
print([s.text for s in session.query(Step).order_by(Step.id)])
