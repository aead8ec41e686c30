from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    passport = relationship('Passport', back_populates='person', uselist=False, cascade='all, delete-orphan')

class Passport(Base):
    __tablename__ = 'passports'
    id = Column(Integer, primary_key=True)
    number = Column(String)
    person_id = Column(Integer, ForeignKey('people.id'), unique=True)
    person = relationship('Person', back_populates='passport')

p = Person(name='Eva', passport=Passport(number='A1'))
session.add(p)
session.commit()
print(p.passport.number)
p.passport = None
session.commit()
print(p.passport, session.query(Passport).count())
p.passport = Passport(number='B2')
session.commit()
session.delete(p)
session.commit()
print(session.query(Passport).count())
