from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, keyfunc_mapping, column_keyed_dict

class Side(Base):
    __tablename__ = 'side'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    meal_id = Column(Integer, ForeignKey('meal.id'))

class Week(Base):
    __tablename__ = 'week'
    id = Column(Integer, primary_key=True)
    meals = relationship('Meal', collection_class=keyfunc_mapping(lambda m: m.dish.upper()),
                         back_populates='week')

class Meal(Base):
    __tablename__ = 'meal'
    id = Column(Integer, primary_key=True)
    day = Column(String)
    dish = Column(String)
    week_id = Column(Integer, ForeignKey('week.id'))
    week = relationship('Week', back_populates='meals')
    sides = relationship('Side', collection_class=column_keyed_dict(Side.__table__.c.name))

w = Week()
soup = Meal(day='Mon', dish='soup', week=w)
Meal(day='Tue', dish='stew', week=w)
print(list(w.meals))
session.add(w)
session.commit()

print(list(w.meals))

# the key is not changed together with the attribute
soup.dish = 'broth'
print(list(w.meals), w.meals['SOUP'].dish)
session.commit()
print(list(w.meals))

fish = Meal(day='Fri', dish='fish')
w.meals['FISH'] = fish
rice = Side(name='rice')
fish.sides = {'rice': rice, 'peas': Side(name='peas')}
session.commit()
print(sorted(fish.sides), fish.week is w)
print([m.day for m in w.meals.values()])
w.meals.pop('STEW')
session.commit()
print(session.query(Meal.dish).filter(Meal.week == None).all())
