from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import NoResultFound, MultipleResultsFound

class City(Base):
    __tablename__ = 'cities'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add_all([City(name='Oslo'), City(name='Rome'), City(name='Rome')])
session.commit()
print(session.query(City).filter_by(name='Oslo').one().id)
try:
    session.query(City).filter_by(name='Lima').one()
except NoResultFound as e:
    print('none:', e)
try:
    session.query(City).filter_by(name='Rome').one()
except MultipleResultsFound as e:
    print('many:', e)
print(session.query(City).filter_by(name='Lima').one_or_none())
print(session.query(City.name).filter_by(id=1).scalar())
session.query(City).filter_by(name='Rome').one_or_none()
