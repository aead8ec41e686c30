from sqlalchemy import Column, Integer, String, ForeignKey, select, func, and_, or_, not_, case, literal, text, desc, asc, nulls_last, distinct, between, extract, null, true
from sqlalchemy.orm import relationship, aliased

class Company(Base):
    __tablename__ = 'company'
    id = Column(Integer, primary_key=True)
    name = Column(String(30))
    workers = relationship('Worker', back_populates='company')

class Worker(Base):
    __tablename__ = 'worker'
    id = Column(Integer, primary_key=True)
    name = Column(String(30))
    pay = Column(Integer)
    company_id = Column(ForeignKey('company.id'))
    company = relationship('Company', back_populates='workers')

print(select(Company))
print(select(Worker.name, Worker.pay * 12).where(or_(Worker.pay > 10, and_(Worker.name.like('A%'), not_(Worker.pay == 3)))))
print(select(func.count(distinct(Worker.name))).select_from(Worker))
print(select(case((Worker.pay > 100, 'rich'), (Worker.pay.is_(None), 'new'), else_='ok').label('kind')).order_by(nulls_last(desc(Worker.pay)), asc('kind')))
print(select(Company).join(Company.workers).where(between(Worker.pay, 1, 5)).group_by(Company.id).having(func.avg(Worker.pay) >= 3))
w = aliased(Worker)
print(select(w.name).where(w.company_id.in_(select(Company.id).where(Company.name.startswith('X')))))
print(select(Worker).filter_by(name='A').limit(5).offset(10))
print(select(literal('a').label('x'), null(), true()))
print(select(Worker.name.concat('!'), -Worker.pay, Worker.pay % 3, Worker.name + 'x', (Worker.pay + 1) * 2, Worker.pay / 2, Worker.pay // 2))
print(Worker.name.ilike('%a'), '|', Worker.pay.in_([1, 2]), '|', Worker.name.not_in(['a']), '|', ~Worker.pay.between(1, 2), '|', Worker.name.contains('z', autoescape=True))
print(select(text('1 AS one')).select_from(text('worker')).where(text('pay > :p')))
print(select(Company.name).union(select(Worker.name)).order_by('name'))
print(select(Worker.id).where(Worker.company.has(Company.name == 'Q')), select(Company.id).where(~Company.workers.any()))
print(session.query(Worker.name.label('n')).join(Worker.company).filter(Company.name != None).distinct())
print(select(func.row_number().over(partition_by=Worker.company_id, order_by=Worker.pay.desc()), func.sum(Worker.pay).over()))
print(select(extract('year', func.current_date()), func.coalesce(Worker.name, 'none'), func.now()))
print(Worker.__table__.insert(), '|', Worker.__table__.update().values(pay=Worker.pay + 1).where(Worker.id == 1), '|', Worker.__table__.delete())
print(select(Worker).where(Worker.name == 'x').compile(compile_kwargs={'literal_binds': True}))
print(Company.workers == Worker(), Worker.company == None, Company.id, Worker.company)
