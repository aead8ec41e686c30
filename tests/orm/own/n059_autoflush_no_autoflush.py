from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, Session

class Kennel(Base):
    __tablename__ = 'kennels'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    dogs = relationship('Dog', back_populates='kennel')

class Dog(Base):
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    kennel_id = Column(Integer, ForeignKey('kennels.id'))
    kennel = relationship('Kennel', back_populates='dogs')

session.add(Kennel(name='Sunny Paws'))
print(len(session.new))
print(session.query(Kennel).count())
print(len(session.new))

with session.no_autoflush:
    session.add(Kennel(name='Muddy Boots'))
    print(session.query(Kennel).count(), len(session.new))
print(session.query(Kennel).count(), len(session.new))

rex = Dog(kennel=session.get(Kennel, 1))
session.add(rex)
with session.no_autoflush:
    print(session.scalars(select(Dog)).all())
rex.name = 'Rex'
print([d.name for d in session.scalars(select(Dog))])
session.commit()

bad = Dog(kennel_id=2)
session.add(bad)
try:
    session.query(Dog).filter_by(name='Rex').all()
except Exception as e:
    print(type(e).__name__)
    print(str(e).splitlines()[0])
session.rollback()

with Session(engine, autoflush=False) as s:
    s.add(Dog(name='Bella', kennel_id=2))
    print(s.query(Dog).filter_by(name='Bella').first())
    s.flush()
    print(s.query(Dog).filter_by(name='Bella').first().kennel.name)
    s.commit()
