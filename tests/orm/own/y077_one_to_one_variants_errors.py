from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref

class Person(Base):
    __tablename__ = 'persons'
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    passport = relationship('Passport', backref=backref('holder', uselist=False), uselist=False)
    desk = relationship('Desk', back_populates='person', uselist=False, cascade='all, delete-orphan')

class Passport(Base):
    __tablename__ = 'passports'
    id = Column(Integer, primary_key=True)
    number = Column(String, unique=True)
    person_id = Column(Integer, ForeignKey('persons.id'), unique=True)

class Desk(Base):
    __tablename__ = 'desks'
    id = Column(Integer, ForeignKey('persons.id'), primary_key=True)
    place = Column(String)
    person = relationship('Person', back_populates='desk')

p = Person(name='Una', passport=Passport(number='N1'), desk=Desk(place='window'))
q = Person(name='Duo')
session.add_all([p, q])
session.commit()
print(p.passport.number, p.passport.holder is p, p.desk.id == p.id, q.passport, q.desk)
q.passport = p.passport
print(p.passport, q.passport.holder.name)
session.commit()
print(p.passport, q.passport.person_id)
try:
    p.passport = [Passport(number='N2')]
except Exception as e:
    print(type(e).__name__, e)
try:
    p.passport.append(Passport(number='N2'))
except AttributeError as e:
    print(e)
session.add(Passport(number='N3', person_id=q.id))
try:
    session.commit()
except Exception as e:
    print(e.orig)
    session.rollback()
p.desk.place = 'door'
d = p.desk
p.desk = None
session.commit()
print(session.query(Desk).count(), d in session)
q.desk = Desk(place='hall')
session.commit()
print(session.query(Person).join(Person.desk).filter(Desk.place == 'hall').one().name, session.query(Person).filter(~Person.passport.has()).all()[0].name)
print(session.query(Person.name, Passport.number).outerjoin(Person.passport).order_by(Person.id).all())
session.delete(q)
session.commit()
print(session.query(Passport.person_id).all(), session.query(Desk).all())
p.desk = Desk(place='a')
session.flush()
p.desk = Desk(place='b')
session.commit()
