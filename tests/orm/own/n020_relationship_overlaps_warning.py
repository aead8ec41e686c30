from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Teacher(Base):
    __tablename__ = 'teachers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    pupils = relationship('Pupil')

class Pupil(Base):
    __tablename__ = 'pupils'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    teacher_id = Column(Integer, ForeignKey('teachers.id'))
    # forgotten: back_populates
    teacher = relationship('Teacher')

t = Teacher(name='Mrs. Hale')
p = Pupil(name='Finn')
t.pupils.append(p)
print(p.teacher)
session.add(t)
session.commit()
print(p.teacher.name)
p.teacher = None
print(len(t.pupils))
session.commit()
print(len(t.pupils), p.teacher_id)
