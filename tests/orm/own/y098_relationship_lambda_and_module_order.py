from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref, foreign, remote

class Continent(Base):
    __tablename__ = 'continents'
    id = Column(Integer, primary_key=True)
    code = Column(String, unique=True)
    countries = relationship(lambda: Country, back_populates='continent', primaryjoin=lambda: Continent.code == foreign(Country.continent_code))
    big = relationship(lambda: Country, primaryjoin='and_(Continent.code == foreign(Country.continent_code), Country.people > 50)', viewonly=True, order_by='Country.people.desc()')

class Country(Base):
    __tablename__ = 'countries'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    people = Column(Integer)
    continent_code = Column(String)
    continent = relationship(Continent, primaryjoin='foreign(Country.continent_code) == remote(Continent.code)', back_populates='countries')

eu = Continent(code='EU', countries=[Country(name='France', people=68), Country(name='Malta', people=1)])
session.add(eu)
session.add(Country(name='Atlantis', continent_code='XX', people=0))
session.commit()
print([c.name for c in eu.countries], [c.name for c in eu.big])
fr = session.query(Country).filter_by(name='France').one()
print(fr.continent.code, fr.continent_code)
print(session.query(Country).join(Country.continent).count(), session.query(Country).filter(Country.continent == None).one().name)
print(session.query(Country.name).outerjoin(Country.continent).filter(Continent.id.is_(None)).all())
fr.continent = None
session.commit()
print(fr.continent_code, [c.name for c in eu.countries])
germany = Country(name='Germany', people=84, continent=eu)
session.add(germany)
print([c.name for c in eu.countries], eu.big)
session.commit()
session.expire(eu)
print([c.name for c in eu.big], Continent.countries.property.direction.name, str(Continent.big.property.primaryjoin))
eu.code = 'EUR'
session.commit()
print(germany.continent_code)
