from sqlalchemy import Column, ForeignKey, Integer, String, CheckConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship, validates

class Email(Base):
    __tablename__ = 'emails'
    id = Column(Integer, primary_key=True)
    address = Column(String, nullable=False)
    person_id = Column(Integer, ForeignKey('persons.id'))
    person = relationship('Person', back_populates='emails')

    @validates('address')
    def validate_address(self, key, address):
        if '@' not in address:
            raise ValueError('failed simple email validation')
        return address.lower()

    @validates('person', include_backrefs=False)
    def validate_person(self, key, person):
        print('person of', self.address, 'is', person.name if person else None)
        return person

class Person(Base):
    __tablename__ = 'persons'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    age = Column(Integer, CheckConstraint('age >= 0', name='age_positive'))
    emails = relationship('Email', back_populates='person')

    @validates('age')
    def validate_age(self, key, age):
        assert age is None or isinstance(age, int), f'{key} must be a number, not {age!r}'
        return age

p = Person(name='Pat', age=30)
e = Email(address='PAT@Example.org', person=p)
print(e.address)
p.emails.append(Email(address='two@example.org'))
for bad in ({'address': 'nothing'}, {'address': None}):
    try:
        Email(**bad)
    except (ValueError, TypeError) as err:
        print(type(err).__name__, err)
try:
    p.age = 'old'
except AssertionError as err:
    print(err)
session.add(p)
session.commit()
print(session.query(Email.address).order_by(Email.id).all())
p.age = -1
try:
    session.commit()
except IntegrityError as err:
    print(err.orig)
    session.rollback()
print(p.age)
session.query(Person).update({Person.age: 31})
session.commit()
print(p.age)
e.person = None
