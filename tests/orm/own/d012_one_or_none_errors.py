from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import NoResultFound, MultipleResultsFound

class Plant(Base):
    __tablename__ = 'plants'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    kind = Column(String)

session.add_all([Plant(name='fern', kind='leafy'), Plant(name='moss', kind='leafy'), Plant(name='rose', kind='flower')])
session.commit()

print(session.query(Plant).filter_by(kind='flower').one().name)
print(session.query(Plant).filter_by(kind='tree').one_or_none())
print(session.query(Plant).filter_by(kind='tree').first())
try:
    session.query(Plant).filter_by(kind='tree').one()
except NoResultFound as e:
    print('NoResultFound:', e)
try:
    session.query(Plant).filter_by(kind='leafy').one()
except MultipleResultsFound as e:
    print('MultipleResultsFound:', e)
try:
    session.query(Plant).filter_by(kind='leafy').one_or_none()
except MultipleResultsFound as e:
    print('MultipleResultsFound:', e)
print(session.query(Plant.name).filter_by(kind='flower').scalar())
print(session.query(Plant.name).filter_by(kind='tree').scalar())
session.query(Plant.name).filter_by(kind='leafy').scalar()
