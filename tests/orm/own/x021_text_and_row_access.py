from sqlalchemy import Column, Integer, String, bindparam, column, select, table, text

class City(Base):
    __tablename__ = 'city'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    people = Column(Integer)

session.add_all([City(name='Riga', people=600), City(name='Tartu', people=90), City(name='Kaunas', people=300)])
session.commit()

rows = session.execute(text('SELECT name, people FROM city WHERE people > :least ORDER BY name'), {'least': 100})
print(rows.keys())
for row in rows:
    print(row.name, row[1], row._mapping['people'], tuple(row), row._asdict())
first = session.execute(select(City.name, City.people).order_by(City.id)).first()
name, people = first
print(first, name, people, first.count, len(first), first == ('Riga', 600))
print(session.execute(text('SELECT count(*) FROM city')).scalar())
print(session.query(City).from_statement(text('SELECT * FROM city ORDER BY people DESC')).first().name)
print(session.query(City).filter(text('people < :p')).params(p=100).one().name)
stmt = text('SELECT id, name FROM city').columns(City.id, City.name)
print(session.execute(select(City).from_statement(stmt)).scalars().all()[0].people)
print(session.query(City.name).order_by(text('people desc')).all())
print(session.execute(select(City.name).where(City.name.like(bindparam('pat'))), {'pat': 'K%'}).scalars().all())
c = table('city', column('name'))
print(session.execute(select(c.c.name).where(c.c.name.startswith('T'))).all())
try:
    first.unknown
except AttributeError as e:
    print(e)
try:
    session.execute(text('SELECT nope FROM city'))
except Exception as e:
    print(type(e).__name__, e.orig)
try:
    session.execute('SELECT 1')
except Exception as e:
    print(type(e).__name__, e)
