from sqlalchemy import Column, Integer, String, select, text, func
from sqlalchemy.exc import NoResultFound, MultipleResultsFound, ResourceClosedError

class Coin(Base):
    __tablename__ = 'coins'
    id = Column(Integer, primary_key=True)
    value = Column(Integer)
    metal = Column(String)

session.add_all([Coin(value=v, metal=m) for v, m in [(1, 'iron'), (5, 'zinc'), (10, 'gold'), (20, 'gold')]])
session.commit()
result = session.execute(select(Coin.value, Coin.metal).order_by(Coin.value))
for value, metal in result:
    if value > 4:
        break
print(value, metal, result.all(), result.all())
result = session.scalars(select(Coin).where(Coin.metal == 'gold').order_by(Coin.id))
print(result.first().value)
try:
    result.all()
except ResourceClosedError as e:
    print(e)
for call in ('one', 'one_or_none', 'scalar_one', 'scalar'):
    try:
        print(call, getattr(session.execute(select(Coin.value).where(Coin.metal == 'gold')), call)())
    except MultipleResultsFound as e:
        print(call, e)
try:
    session.execute(select(Coin).filter_by(metal='tin')).scalar_one()
except NoResultFound as e:
    print(e)
row = session.execute(select(Coin.id, Coin.metal.label('m'), func.lower(Coin.metal))).first()
print(row.m, row[-1], row._fields, tuple(row), row == (1, 'iron', 'iron'), row.count('iron'), row.index('iron'))
for bad in (lambda: row.metal, lambda: row['m'], lambda: row[9], lambda: row._mapping['zzz']):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
a, b, c = row
print(a, b, sorted([r.value for r in session.execute(select(Coin.value))], reverse=True)[:2])
print([list(p) for p in session.execute(select(Coin.id)).partitions(3)])
print(session.execute(select(Coin.metal)).unique().scalars().all(), session.scalars(select(Coin.metal)).unique().all())
print(session.execute(text('SELECT count(*) AS n, max(value) FROM coins')).mappings().one())
print(session.execute(select(Coin.id, Coin.value)).columns('value').fetchmany(2), session.execute(select(Coin)).scalars().fetchmany(1)[0].metal)
with session.execute(select(Coin.id)) as res:
    print(next(res), res.closed)
print(res.closed)
x, y = session.execute(select(Coin.id, Coin.value, Coin.metal)).first()
