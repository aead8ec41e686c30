from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, selectinload

class Festival(Base):
    __tablename__ = 'festivals'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    acts = relationship('Act', back_populates='festival', lazy='raise')

class Act(Base):
    __tablename__ = 'acts'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    festival_id = Column(Integer, ForeignKey('festivals.id'))
    festival = relationship('Festival', back_populates='acts')

session.add(Festival(name='Loud', acts=[Act(name='X'), Act(name='Y')]))
session.commit()
f = session.query(Festival).options(selectinload(Festival.acts)).one()
print([a.name for a in f.acts])
print(f.acts[0].festival.name)
session.expunge_all()
f = session.query(Festival).one()
print(f.name)
print(f.acts)
