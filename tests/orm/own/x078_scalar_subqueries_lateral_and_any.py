from sqlalchemy import Column, ForeignKey, Integer, String, all_, any_, desc, exists, func, select
from sqlalchemy.orm import aliased, relationship

class Runner(Base):
    __tablename__ = 'runners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    results = relationship('Result', backref='runner')

class Result(Base):
    __tablename__ = 'results'
    id = Column(Integer, primary_key=True)
    race = Column(String)
    seconds = Column(Integer)
    runner_id = Column(Integer, ForeignKey('runners.id'))

session.add_all([
    Runner(name='Abe', results=[Result(race='5k', seconds=1200), Result(race='10k', seconds=2500)]),
    Runner(name='Bel', results=[Result(race='5k', seconds=1100)]),
    Runner(name='Cas'),
])
session.commit()
best = (session.query(func.min(Result.seconds)).filter(Result.runner_id == Runner.id).label('best'))
print(session.query(Runner.name, best).order_by(Runner.name).all())
count = select(func.count(Result.id)).where(Result.runner_id == Runner.id).correlate(Runner).scalar_subquery()
print(session.query(Runner.name).filter(count >= 1).order_by(desc(count), Runner.name).all())
r2 = aliased(Result)
fastest = ~exists().where(r2.race == Result.race).where(r2.seconds < Result.seconds)
print(session.query(Result.race, Runner.name).join(Runner).filter(fastest).order_by(Result.race).all())
print(session.query(Runner).filter(Runner.id.in_(session.query(Result.runner_id).filter(Result.race == '10k'))).one().name)
print(session.query(Runner.name).filter(Runner.id.not_in(select(Result.runner_id))).all())
inner = select(Result.race, func.min(Result.seconds).label('record')).group_by(Result.race).subquery('records')
for race, who, record in session.query(inner.c.race, Runner.name, inner.c.record).select_from(inner).join(
        Result, (Result.race == inner.c.race) & (Result.seconds == inner.c.record)).join(Runner).order_by(inner.c.race):
    print(race, who, record)
print(session.execute(select(select(func.count()).select_from(Runner).scalar_subquery(), select(func.count(Result.id)).scalar_subquery().label('n'))).one())
print(session.query(Runner.name, func.count(Result.id).label('n')).outerjoin(Runner.results).group_by(Runner.id).order_by(desc('n'), Runner.id).all())
print(session.query(Result).filter(Result.seconds < select(func.avg(Result.seconds)).scalar_subquery()).count())
sub = session.query(Runner.id).filter(Runner.name.like('A%')).scalar_subquery()
session.query(Result).filter(Result.runner_id == sub, Result.race == '5k').update({'seconds': 1000}, synchronize_session='fetch')
session.commit()
print(session.query(func.min(Result.seconds)).scalar())
