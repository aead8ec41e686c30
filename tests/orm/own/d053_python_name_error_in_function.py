from sqlalchemy import Column, Integer, String

class Recipe(Base):
    __tablename__ = 'recipes'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    minutes = Column(Integer)

    def label(self):
        return self.name + ' (' + str(self.minutes) + ' min)'

    def short(self):
        return self.name + ' ' + self.minutes

def show_all():
    for recipe in session.query(Recipe).order_by(Recipe.minutes):
        print(recipe.label())

def cook(name):
    r = session.query(Recipe).filter_by(name=name).first()
    print('cooking', r.name)
    return Recipie(name=name)

session.add_all([Recipe(name='Soup', minutes=30), Recipe(name='Toast', minutes=4)])
session.commit()
show_all()
try:
    session.query(Recipe).first().short()
except TypeError as error:
    print(error)
cook('Soup')
