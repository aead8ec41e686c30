from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

skills = Table('worker_skills', Base.metadata,
    Column('worker_id', Integer, ForeignKey('workers.id'), primary_key=True),
    Column('skill_id', Integer, ForeignKey('skills.id'), primary_key=True))

class Worker(Base):
    __tablename__ = 'workers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    skills = relationship('Skill', secondary=skills, back_populates='workers')

class Skill(Base):
    __tablename__ = 'skills'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    workers = relationship('Worker', secondary=skills, back_populates='skills')

weld = Skill(name='weld')
saw = Skill(name='saw')
session.add(weld)
session.add(saw)
session.flush()
tom = Worker(name='Tom')
tom.skills.append(weld)
session.add(tom)
session.commit()
tom.skills.append(saw)
session.commit()
print([s.name for s in tom.skills])
tom.skills.clear()
session.commit()
print(session.query(skills).all(), session.query(Skill).count())
tom.skills.append(saw)
session.commit()
session.delete(tom)
session.commit()
print(session.query(skills).all(), saw.workers)
