from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Recipe(Base):
    __tablename__ = 'recipes'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    steps = relationship('Step', back_populates='recipe', cascade='')

class Step(Base):
    __tablename__ = 'steps'
    id = Column(Integer, primary_key=True)
    what = Column(String)
    recipe_id = Column(Integer, ForeignKey('recipes.id'))
    recipe = relationship('Recipe', back_populates='steps')

soup = Recipe(name='Soup')
boil = Step(what='boil')
soup.steps.append(boil)
session.add(soup)
print(soup in session, boil in session)
session.commit()
print(session.query(Step).count())
session.add(Step(what='stir', recipe=soup))
session.commit()
print([s.what for s in soup.steps])
