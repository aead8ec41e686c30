from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
from sqlalchemy.exc import IntegrityError

class Dept(Base):
    __tablename__ = 'depts'
    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False, unique=True)
    staff = relationship('Staff', back_populates='dept')

class Staff(Base):
    __tablename__ = 'staff'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    dept_id = Column(Integer, ForeignKey('depts.id'), nullable=False)
    dept = relationship('Dept', back_populates='staff')

def get_or_create(model, **kw):
    found = session.query(model).filter_by(**kw).first()
    if found is None:
        found = model(**kw)
        session.add(found)
        return found, True
    return found, False

d, made = get_or_create(Dept, name='R&D')
print(d.id, made)
same, made = get_or_create(Dept, name='R&D')
print(same is d, made, d.id)
s = Staff(name='Kai')
session.add(s)
try:
    s.dept, _ = get_or_create(Dept, name='R&D')
except IntegrityError as e:
    print(str(e).split('\n')[0])
    session.rollback()
print(session.query(Dept).count())
with session.no_autoflush:
    s = Staff(name='Kai')
    session.add(s)
    s.dept, made = get_or_create(Dept, name='R&D')
    print(made, s.dept_id)
session.commit()
print(s.dept_id, [x.name for x in s.dept.staff])
s.name = 'Kay'
print(session.query(Staff.name).scalar(), session.dirty)
session.rollback()
print(s.name)
session.autoflush = False
s.name = 'Unflushed'
print(session.query(Staff).filter_by(name='Unflushed').count(), session.query(Staff).first().name)
session.autoflush = True
d2 = Dept(name='Ops', staff=[s])
print(s.dept.name, d2 in session, s.dept_id)
session.commit()
print(s.dept_id, session.query(Staff).join(Dept).filter(Dept.name == 'Ops').count())
Staff(name='orphan', dept=d2).dept = None
d2.staff.append(Staff(name='Lee'))
d2.staff[-1].dept = None
session.commit()
