from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import IntegrityError, PendingRollbackError
from sqlalchemy.orm import relationship, reconstructor

class Country(Base):
    __tablename__ = 'countries'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)

class Person(Base):
    __tablename__ = 'persons'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    country_id = Column(Integer, ForeignKey('countries.id'))
    country = relationship('Country')

    def __init__(self, name, **kw):
        super().__init__(name=name.title(), **kw)
        self.how = 'made'

    @reconstructor
    def init_on_load(self):
        self.how = 'loaded'

session.add_all([Country(id=1, name='Peru'), Country(id=2, name='Chad')])
session.commit()

# I set the foreign key attribute, why is the relationship None?
p = Person('maria', country_id=1)
print(p.country)
session.add(p)
print(p.country)
session.flush()
print(p.country.name)
p.country_id = 2
print(p.country.name)
session.flush()
print(p.country.name)
session.expire(p, ['country'])
print(p.country.name)
session.commit()

# __init__ is not called when an object is loaded
print(p.how)
session.expunge_all()
p = session.get(Person, 1)
print(p.how, p.name)

# the transaction is rolled back after a failed flush
session.add(Country(name='Peru'))
try:
    session.flush()
except IntegrityError as e:
    print(type(e).__name__)
print(session.is_active)
try:
    session.query(Country).count()
except PendingRollbackError as e:
    print(str(e)[:60])
session.rollback()
print(session.is_active, session.query(Country).count())
session.commit()
with session.begin():
    session.add(Country(name='Chad'))
