from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table
from sqlalchemy.orm import configure_mappers, relationship

enrol = Table('enrol', Base.metadata,
    Column('student_id', ForeignKey('students.id'), primary_key=True),
    Column('course_id', ForeignKey('courses.id'), primary_key=True))

class Student(Base):
    __tablename__ = 'students'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    courses = relationship('Course', secondary=enrol, backref='students')
    same_courses = relationship('Course', secondary=enrol)

class Course(Base):
    __tablename__ = 'courses'
    id = Column(Integer, primary_key=True)
    title = Column(String)

class Order(Base):
    __tablename__ = 'orders'
    id = Column(Integer, primary_key=True)
    lines = relationship('Line', back_populates='order')
    first_lines = relationship('Line', primaryjoin='and_(Order.id == Line.order_id, Line.number == 1)')

class Line(Base):
    __tablename__ = 'lines'
    id = Column(Integer, primary_key=True)
    number = Column(Integer)
    order_id = Column(Integer, ForeignKey('orders.id'))
    order = relationship('Order', back_populates='lines')
    quiet_order = relationship('Order', overlaps='lines,order,first_lines')

configure_mappers()
s = Student(name='Ole', courses=[Course(title='Latin')])
session.add(s)
session.commit()
print([c.title for c in s.same_courses], [x.name for x in s.courses[0].students])
o = Order(lines=[Line(number=1), Line(number=2)])
session.add(o)
session.commit()
print([l.number for l in o.first_lines], o.lines[1].quiet_order is o)
o.first_lines.append(Line(number=1))
session.commit()
print(len(o.lines), len(o.first_lines))
s.same_courses.append(Course(title='Greek'))
session.commit()
print(sorted(c.title for c in s.courses))
