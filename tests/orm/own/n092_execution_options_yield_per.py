from sqlalchemy import Column, Integer, String, select, update, text
from sqlalchemy.orm import Session

class Reading(Base):
    __tablename__ = 'readings'
    id = Column(Integer, primary_key=True)
    sensor = Column(String)
    degrees = Column(Integer)

session.add_all([Reading(sensor='attic' if i % 2 else 'cellar', degrees=10 + i) for i in range(1, 8)])
session.commit()

r = session.get(Reading, 1)
print(r.degrees)
session.execute(text('UPDATE readings SET degrees = 99 WHERE id = 1'))
print(session.scalars(select(Reading).where(Reading.id == 1)).one().degrees)
stmt = select(Reading).where(Reading.id == 1).execution_options(populate_existing=True)
print(session.scalars(stmt).one().degrees)
session.execute(text('UPDATE readings SET degrees = 50 WHERE id = 1'))
print(session.get(Reading, 1, populate_existing=True).degrees)
print(session.query(Reading).populate_existing().filter_by(id=1).one() is r)

r.degrees = -1
stmt = select(Reading.degrees).where(Reading.id == 1)
print(session.scalar(stmt, execution_options={'autoflush': False}))
print(session.scalar(stmt))
session.rollback()

stmt = select(Reading).order_by(Reading.id).execution_options(yield_per=3)
for part in session.scalars(stmt).partitions():
    print([x.degrees for x in part])
for part in session.scalars(select(Reading.id).order_by(Reading.id)).partitions(5):
    print(part)
print(sum(x.degrees for x in session.query(Reading).yield_per(2)))
print([len(p) for p in session.execute(select(Reading)).yield_per(4).partitions()])

seen = set()
for row in session.execute(select(Reading.sensor, Reading.degrees).order_by(Reading.degrees.desc())):
    if row.sensor not in seen:
        print(row.sensor, row.degrees)
        seen.add(row.sensor)
print(select(Reading).execution_options(yield_per=3).get_execution_options())
