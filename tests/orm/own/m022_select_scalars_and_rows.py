from sqlalchemy import Column, Integer, String, select

class City(Base):
    __tablename__ = 'cities'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    size = Column(Integer)

session.add_all([City(name='Oslo', size=7), City(name='Rome', size=28), City(name='Bern', size=1)])
session.commit()
stmt = select(City).where(City.size > 2).order_by(City.name.desc())
print([c.name for c in session.scalars(stmt)])
for row in session.execute(stmt):
    print(row[0].name, row.City.size)
rows = session.execute(select(City.id, City.name).order_by(City.id)).all()
print(rows)
print(rows[0].name, rows[0][0], rows[0]._mapping['id'])
print(session.execute(select(City.name).where(City.id == 3)).scalar_one())
print(session.scalars(select(City.name).where(City.id == 30)).first())
print(session.execute(select(City.name).where(City.id == 30)).scalar_one_or_none())
name, size = session.execute(select(City.name, City.size)).first()
print(name, size)
