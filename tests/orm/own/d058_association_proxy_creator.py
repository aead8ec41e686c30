from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
from sqlalchemy.ext.associationproxy import association_proxy

class Course(Base):
    __tablename__ = 'courses'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    seats = relationship('Seat', back_populates='course', cascade='all, delete-orphan')
    pupils = association_proxy('seats', 'pupil', creator=lambda p: Seat(pupil=p, mark=None))

class Pupil(Base):
    __tablename__ = 'pupils'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    seats = relationship('Seat', back_populates='pupil')
    courses = association_proxy('seats', 'course')
    marks = association_proxy('seats', 'mark')

    def __repr__(self):
        return f'Pupil({self.name})'

class Seat(Base):
    __tablename__ = 'seats'
    id = Column(Integer, primary_key=True)
    mark = Column(Integer)
    course_id = Column(ForeignKey('courses.id'))
    pupil_id = Column(ForeignKey('pupils.id'))
    course = relationship('Course', back_populates='seats')
    pupil = relationship('Pupil', back_populates='seats')
    pupil_name = association_proxy('pupil', 'name')

zoe = Pupil(name='Zoe')
max_ = Pupil(name='Max')
c = Course(name='Piano')
c.pupils.append(zoe)
c.pupils.append(max_)
session.add(c)
session.commit()
print(c.pupils, len(c.seats), [x.name for x in zoe.courses])
zoe.seats[0].mark = 2
session.commit()
print(zoe.marks, max_.marks, c.seats[0].pupil_name)
c.pupils.remove(max_)
session.commit()
print(c.pupils, session.query(Seat).count(), max_.courses == [])
print(session.query(Course).filter(Course.pupils.any(name='Zoe')).count(), list(c.pupils), c.pupils[0].name)
