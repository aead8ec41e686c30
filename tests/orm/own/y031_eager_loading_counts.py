from sqlalchemy import Column, Integer, String, ForeignKey, event
from sqlalchemy.orm import relationship, joinedload, selectinload, subqueryload, lazyload, immediateload, contains_eager, defaultload, load_only, Load

class School(Base):
    __tablename__ = 'schools'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    classes = relationship('Klass', back_populates='school')

class Klass(Base):
    __tablename__ = 'classes'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    room = Column(String)
    school_id = Column(ForeignKey('schools.id'))
    school = relationship('School', back_populates='classes')
    pupils = relationship('Pupil', back_populates='klass', order_by='Pupil.name.desc()')

class Pupil(Base):
    __tablename__ = 'pupils'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    klass_id = Column(ForeignKey('classes.id'))
    klass = relationship('Klass', back_populates='pupils')

for s in 'XY':
    session.add(School(name=s, classes=[Klass(title=f'{s}{k}', room=str(k), pupils=[Pupil(name=f'{s}{k}{p}') for p in 'ab']) for k in (1, 2)]))
session.commit()
seen = []

@event.listens_for(engine, 'before_cursor_execute')
def count(conn, cursor, statement, parameters, context, executemany):
    seen.append(statement)

def run(title, query):
    session.expunge_all()
    seen.clear()
    out = [[len(k.pupils) for k in s.classes] for s in query]
    print(f'{title:<12}{out} {len(seen)}')

q = session.query(School).order_by(School.id)
run('lazy', q)
run('joined', q.options(joinedload(School.classes).joinedload(Klass.pupils)))
run('selectin', q.options(selectinload(School.classes).selectinload(Klass.pupils)))
run('subquery', q.options(subqueryload(School.classes).subqueryload(Klass.pupils)))
run('immediate', q.options(immediateload(School.classes).joinedload(Klass.pupils)))
run('mixed', q.options(joinedload(School.classes).options(selectinload(Klass.pupils), load_only(Klass.title))))
run('default', q.options(defaultload(School.classes).selectinload(Klass.pupils)))
run('limit', q.options(joinedload(School.classes)).limit(1))
run('eager', q.join(School.classes).options(contains_eager(School.classes)).filter(Klass.room == '2'))
session.expunge_all()
seen.clear()
for p in session.query(Pupil).options(joinedload(Pupil.klass).load_only(Klass.title).joinedload(Klass.school), Load(Pupil).load_only(Pupil.name)).filter(Pupil.name.endswith('a')):
    print(p.name, p.klass.title, p.klass.school.name, end=' / ')
print(len(seen))
