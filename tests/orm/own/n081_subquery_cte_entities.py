from sqlalchemy import Column, Integer, String, ForeignKey, select, func
from sqlalchemy.orm import relationship, aliased

class Runner(Base):
    __tablename__ = 'runners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    laps = relationship('Lap', back_populates='runner')

class Lap(Base):
    __tablename__ = 'laps'
    id = Column(Integer, primary_key=True)
    seconds = Column(Integer)
    runner_id = Column(Integer, ForeignKey('runners.id'))
    runner = relationship('Runner', back_populates='laps')

session.add_all([
    Runner(name='Abebe', laps=[Lap(seconds=61), Lap(seconds=59)]),
    Runner(name='Bo', laps=[Lap(seconds=70), Lap(seconds=75), Lap(seconds=72)]),
    Runner(name='Cleo', laps=[Lap(seconds=65)]),
])
session.commit()

best = (
    select(Lap.runner_id, func.min(Lap.seconds).label('best'), func.count('*').label('n'))
    .group_by(Lap.runner_id).cte('best')
)
stmt = select(Runner.name, best.c.best, best.c.n).join(best, Runner.id == best.c.runner_id).order_by(best.c.best)
print(stmt)
for name, b, n in session.execute(stmt):
    print(name, b, n)

fast = select(Lap).where(Lap.seconds < 70).subquery()
FastLap = aliased(Lap, fast)
for runner, lap in session.execute(select(Runner, FastLap).join(FastLap, Runner.laps.of_type(FastLap)).order_by(FastLap.id)):
    print(runner.name, lap.seconds, type(lap).__name__)

sq = session.query(Lap.runner_id, func.avg(Lap.seconds).label('mean')).group_by(Lap.runner_id).subquery()
print(session.query(Runner.name, sq.c.mean).outerjoin(sq, Runner.id == sq.c.runner_id).order_by(Runner.id).all())

numbers = select(func.min(Lap.id).label('n')).cte('numbers', recursive=True)
numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 5))
print(session.scalars(select(numbers.c.n)).all())

first_two = select(Runner.id).order_by(Runner.id).limit(2)
print(session.scalars(select(Lap.seconds).where(Lap.runner_id.in_(first_two)).order_by(Lap.seconds)).all())
lat = select(func.count(Lap.id)).where(Lap.runner_id == Runner.id).correlate(Runner).scalar_subquery()
print(session.execute(select(Runner.name).order_by(lat.desc())).scalars().first())
