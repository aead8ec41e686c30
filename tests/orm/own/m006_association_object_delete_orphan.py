from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Membership(Base):
    __tablename__ = 'memberships'
    person_id = Column(ForeignKey('people.id'), primary_key=True)
    club_id = Column(ForeignKey('clubs.id'), primary_key=True)
    since = Column(Integer)
    person = relationship('Person', back_populates='memberships')
    club = relationship('Club', back_populates='memberships')

class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    memberships = relationship('Membership', back_populates='person', cascade='all, delete-orphan')

class Club(Base):
    __tablename__ = 'clubs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    memberships = relationship('Membership', back_populates='club')

p = Person(name='Ina')
chess = Club(name='Chess')
judo = Club(name='Judo')
p.memberships.append(Membership(club=chess, since=2019))
p.memberships.append(Membership(club=judo, since=2021))
session.add(p)
session.commit()
p.memberships.remove(p.memberships[0])
session.commit()
print([(m.club.name, m.since) for m in p.memberships])
print(session.query(Club).count(), len(chess.memberships))
