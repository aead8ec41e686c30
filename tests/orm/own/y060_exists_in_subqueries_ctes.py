from sqlalchemy import Column, Integer, String, ForeignKey, Date, select, exists, func, literal, union_all, case, cast, Float, and_, intersect, except_, values, column, tuple_, any_
from sqlalchemy.orm import relationship, aliased
import datetime

class Emp(Base):
    __tablename__ = 'emp'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    dept = Column(String)
    pay = Column(Integer)
    hired = Column(Date)

rows = [('Ann', 'IT', 50, 2019), ('Bob', 'IT', 70, 2020), ('Cid', 'HR', 40, 2020), ('Dan', 'HR', 45, 2021), ('Eve', 'PR', 60, 2022)]
session.add_all([Emp(name=n, dept=d, pay=p, hired=datetime.date(y, 1, 1)) for n, d, p, y in rows])
session.commit()
top = select(Emp.dept, func.max(Emp.pay).label('top')).group_by(Emp.dept).cte('top')
print(session.execute(select(Emp.name, top.c.top).join(top, and_(Emp.dept == top.c.dept, Emp.pay == top.c.top)).order_by(Emp.id)).all())
rank = func.rank().over(partition_by=Emp.dept, order_by=Emp.pay.desc()).label('rank')
sub = select(Emp.name, Emp.dept, rank).subquery('ranked')
print(session.execute(select(sub.c.name, sub.c.dept).where(sub.c.rank == 1).order_by(sub.c.dept)).all())
running = func.sum(Emp.pay).over(order_by=Emp.id, rows=(None, 0))
print([r[0] for r in session.execute(select(running).order_by(Emp.id))])
print(session.execute(select(Emp.name, func.lag(Emp.name, 1, 'nobody').over(order_by=Emp.hired, range_=None)).order_by(Emp.hired).limit(2)).all())
other = aliased(Emp)
richer = exists().where(other.dept == Emp.dept, other.pay > Emp.pay)
print(session.scalars(select(Emp.name).where(~richer).order_by(Emp.name)).all(), session.query(exists().where(Emp.pay > 100)).scalar())
print(session.execute(union_all(select(Emp.dept), select(literal('all'))).order_by('dept').limit(2)).all())
print(session.scalars(except_(select(Emp.dept), select(Emp.dept).where(Emp.pay > 55))).all(), session.scalars(intersect(select(Emp.id), select(Emp.id).where(Emp.id < 3))).all())
band = case((Emp.pay < 45, 'low'), (Emp.pay < 60, 'mid'), else_='high').label('band')
print(session.execute(select(band, func.count()).group_by(band).order_by(func.count().desc(), band)).all())
avg = select(func.avg(Emp.pay)).scalar_subquery()
print(session.execute(select(Emp.name, (Emp.pay - avg).label('diff')).where(Emp.pay > avg)).all())
print(session.execute(select(cast(Emp.pay, Float) / 3, cast(Emp.pay, String) + ' eur').limit(1)).one())
print(session.execute(select(func.sum(case((Emp.dept == 'IT', 1), else_=0)), func.count().filter(Emp.pay > 45))).one())
print(session.query(Emp.dept).filter(tuple_(Emp.dept, Emp.pay).in_([('IT', 50), ('PR', 60)])).order_by(Emp.id).all())
n = select(literal(1).label('n')).cte('nums', recursive=True)
n = n.union_all(select(n.c.n + 1).where(n.c.n < 5))
print(session.scalars(select(n.c.n)).all(), session.scalar(select(func.group_concat(n.c.n))))
v = values(column('k', Integer), column('w', String), name='v').data([(1, 'one'), (2, 'two')])
print(select(v))
print(select(Emp).where(Emp.id == select(func.min(other.id)).scalar_subquery()))
session.execute(select(Emp.name).where(Emp.id == select(Emp.id, Emp.pay))).all()
