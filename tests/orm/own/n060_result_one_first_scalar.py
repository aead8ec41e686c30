from sqlalchemy import Column, Integer, String, select
from sqlalchemy.exc import NoResultFound, MultipleResultsFound

class Spice(Base):
    __tablename__ = 'spices'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    heat = Column(Integer)

session.add_all([Spice(name='pepper', heat=3), Spice(name='chili', heat=8), Spice(name='curry', heat=3)])
session.commit()

print(session.execute(select(Spice.name, Spice.heat)).fetchone())
print(session.execute(select(Spice.name).where(Spice.heat > 5)).scalar_one())
print(session.scalar(select(Spice.heat).where(Spice.name == 'curry')))
print(session.scalar(select(Spice).where(Spice.name == 'salt')))
print(session.execute(select(Spice.name).where(Spice.heat == 0)).one_or_none())
print(session.scalars(select(Spice.name).order_by(Spice.name)).first())

for stmt in (select(Spice).where(Spice.heat == 3), select(Spice).where(Spice.heat == 0)):
    try:
        session.scalars(stmt).one()
    except (NoResultFound, MultipleResultsFound) as e:
        print(type(e).__name__, '-', e)
try:
    session.execute(select(Spice).where(Spice.heat == 3)).scalar_one_or_none()
except MultipleResultsFound as e:
    print(e)

result = session.execute(select(Spice.id, Spice.name).order_by(Spice.id))
print(list(result.keys()))
print(result.fetchmany(2))
print(result.all(), result.all())

result = session.execute(select(Spice.name, Spice.heat).order_by(Spice.id))
print(result.mappings().all())
print([h for h in session.execute(select(Spice.name, Spice.heat).order_by(Spice.id)).scalars(1)])
row = session.execute(select(Spice.name, Spice.heat)).first()
name, heat = row
print(name, heat, row[0], row.heat, row._mapping['name'], row._asdict(), len(row))
print(session.execute(select(Spice.heat).order_by(Spice.heat)).unique().all())
try:
    row.colour
except AttributeError as e:
    print(e)
