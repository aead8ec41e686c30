from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Student(Base):
    __tablename__ = 'students'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    marks = relationship('Mark', back_populates='student')

    def average():
        return 0

    def best(self):
        return max(m.points for m in marks)

    def worst(self):
        return min(m.points for m in self.marks)

    def rename(self, new):
        name = new

    def __repr__(self):
        return 'Student ' + self.id + self.name

class Mark(Base):
    __tablename__ = 'marks'
    id = Column(Integer, primary_key=True)
    points = Column(Integer)
    student_id = Column(Integer, ForeignKey('students.id'))
    student = relationship('Student', back_populates='marks')

s = Student(name='Ole')
for call in (s.average, s.best, s.worst, lambda: s.rename(), lambda: repr(s), lambda: s.marks(), lambda: s.marks.add(1), lambda: s.name.append('x'), lambda: s['name'], lambda: len(s), lambda: s + s, lambda: Student.worst(), lambda: sorted([s, s]), lambda: iter(s), lambda: s.marks.points):
    try:
        print(call())
    except Exception as e:
        print(f'{type(e).__name__}: {e}')
s.rename('Per')
print(s.name)
s.marks.append(Mark(points=None))
s.marks.append(Mark(points=4))
print(s.worst())
