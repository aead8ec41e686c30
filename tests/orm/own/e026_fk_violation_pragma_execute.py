from sqlalchemy import Column, Integer, String, ForeignKey, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Dog(Base):
    __tablename__ = 'dogs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    owner_id = Column(Integer, ForeignKey('owners.id'), nullable=False)
    owner = relationship('Owner')

session.execute(text('PRAGMA foreign_keys=ON'))
session.add(Dog(name='Stray', owner_id=5))
try:
    session.commit()
except IntegrityError as e:
    session.rollback()
    print('refused:', e.orig)
ole = Owner(name='Ole')
session.add(Dog(name='Rex', owner=ole))
session.commit()
try:
    session.delete(ole)
    session.commit()
except IntegrityError as e:
    print(type(e.orig).__name__, e.args[0])
    session.rollback()
print(session.query(Owner).count(), session.query(Dog).count())
