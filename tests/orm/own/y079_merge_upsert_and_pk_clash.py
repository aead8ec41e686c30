from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, Session
from sqlalchemy.orm.exc import FlushError

class Country(Base):
    __tablename__ = 'countries'
    code = Column(String(2), primary_key=True)
    name = Column(String)
    cities = relationship('City', back_populates='country', cascade='all, delete-orphan')

    def __repr__(self):
        return f'{self.code}={self.name}'

class City(Base):
    __tablename__ = 'cities'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    code = Column(ForeignKey('countries.code'))
    country = relationship(Country, back_populates='cities')

for code, name in [('NO', 'Norway'), ('SE', 'Sweden'), ('NO', 'Norge')]:
    print(session.merge(Country(code=code, name=name)))
session.commit()
print(session.query(Country).order_by(Country.code).all())
no = session.merge(Country(code='NO'))
print(no, session.dirty)
dup = Country(code='SE', name='Dup')
session.add(dup)
try:
    session.flush()
except Exception as e:
    print(type(e).__name__)
    session.rollback()
no.cities = [City(name='Oslo'), City(name='Moss')]
session.commit()
incoming = Country(code='NO', name='Norway', cities=[City(id=2, name='Bergen'), City(name='Hamar')])
merged = session.merge(incoming)
print([(c.id, c.name) for c in merged.cities], incoming in session)
session.commit()
print(session.query(City.id, City.name).order_by(City.id).all())
no.code = 'NN'
session.commit()
print([c.code for c in no.cities], session.get(Country, 'NO'))
with Session(engine) as other:
    detached = other.get(Country, 'NN')
    detached.cities
detached.name = 'Changed while away'
print(session.merge(detached).name, session.merge(detached) is no)
session.commit()
se = session.get(Country, 'SE')
session.delete(se)
session.flush()
session.add(Country(code='SE', name='Again'))
session.commit()
print(session.query(Country).count())
session.add_all([Country(code='XX'), Country(code='XX')])
session.commit()
