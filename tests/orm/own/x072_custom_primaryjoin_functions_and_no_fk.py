from sqlalchemy import Column, ForeignKey, Integer, String, and_, func, cast
from sqlalchemy.orm import backref, foreign, joinedload, relationship, remote

class Country(Base):
    __tablename__ = 'country'
    code = Column(String(2), primary_key=True)
    name = Column(String)
    cities = relationship('City', primaryjoin='Country.code == foreign(City.country_code)', backref='country', order_by='City.name')
    big_cities = relationship(
        'City', viewonly=True,
        primaryjoin=lambda: and_(Country.code == foreign(City.country_code), City.people >= 500))

class City(Base):
    __tablename__ = 'city'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    people = Column(Integer)
    country_code = Column(String(2))

class Element(Base):
    __tablename__ = 'element'
    path = Column(String, primary_key=True)
    descendants = relationship(
        'Element',
        primaryjoin=remote(foreign(path)).like(path.concat('/%')),
        viewonly=True, order_by=path)

session.add_all([
    Country(code='NL', name='Netherlands', cities=[City(name='Utrecht', people=360), City(name='Rotterdam', people=650)]),
    Country(code='IS', name='Iceland', cities=[City(name='Reykjavik', people=130)]),
    City(name='Atlantis', people=0, country_code='XX'),
    Element(path='/foo'), Element(path='/foo/bar1'), Element(path='/foo/bar2'), Element(path='/other'),
])
session.commit()
nl = session.get(Country, 'NL')
print([c.name for c in nl.cities], [c.name for c in nl.big_cities])
atlantis = session.query(City).filter_by(name='Atlantis').one()
print(atlantis.country)
atlantis.country = nl
session.commit()
print(atlantis.country_code, len(nl.cities))
session.expunge_all()
for c in session.query(Country).options(joinedload(Country.big_cities)).order_by(Country.code):
    print(c.code, [x.name for x in c.big_cities])
e = session.query(Element).filter(Element.path == '/foo').one()
print([d.path for d in e.descendants])
print(session.query(Country).filter(Country.big_cities.any()).count())
print(session.query(City.name).join(City.country).filter(Country.name == 'Iceland').all())
nl = session.get(Country, 'NL')
session.delete(nl)
session.commit()
print(session.query(City.name, City.country_code).order_by(City.id).all())
print(Country.cities.property.direction.name, City.country.property.direction.name)
