from sqlalchemy import Column, Integer, String, update, select, func, case

class Worker(Base):
    __tablename__ = 'workers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    wage = Column(Integer)
    grade = Column(String)

session.add_all([
    Worker(name='Al', wage=100, grade='a'),
    Worker(name='Bea', wage=200, grade='b'),
    Worker(name='Cy', wage=300, grade='b'),
])
session.commit()
al, bea, cy = session.scalars(select(Worker).order_by(Worker.id)).all()

result = session.execute(update(Worker).where(Worker.wage < 250).values(wage=Worker.wage + 10))
print(result.rowcount, al.wage, bea.wage, cy.wage)

session.execute(update(Worker).where(Worker.name == 'Cy').values(grade='c'), execution_options={'synchronize_session': False})
print(cy.grade)
session.refresh(cy)
print(cy.grade)

session.execute(
    update(Worker).where(func.length(Worker.name) == 2).values({'grade': 'short'}),
    execution_options={'synchronize_session': 'fetch'},
)
print(al.grade, bea.grade, cy.grade)

stmt = (
    update(Worker).where(Worker.grade == 'short').values(wage=Worker.wage * 2)
    .returning(Worker.name, Worker.wage)
)
print(session.execute(stmt).all())
print(session.scalars(update(Worker).where(Worker.id == 2).values(name='Beatrix').returning(Worker)).one() is bea)
print(bea.name)

session.execute(update(Worker).values(grade=case((Worker.wage > 300, 'high'), else_='low')))
print([w.grade for w in (al, bea, cy)])

n = session.query(Worker).filter(Worker.name.in_(['Al', 'Cy'])).update({'wage': 1}, synchronize_session='evaluate')
print(n, al.wage, cy.wage)
bea.wage = 77
session.execute(update(Worker).where(Worker.wage == 77).values(grade='lucky'))
print(bea.grade)
session.rollback()
print(al.wage, bea.name, cy.grade)
try:
    session.execute(update(Worker).values(salary=3))
except Exception as e:
    print(type(e).__name__, e)
