from sqlalchemy import Column, Integer, String, and_, or_, not_

class City(Base):
    __tablename__ = 'cities'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    country = Column(String)
    size = Column(Integer)

session.add_all([
    City(name='Oslo', country='NO', size=7),
    City(name='Bergen', country='NO', size=3),
    City(name='Rome', country='IT', size=28),
    City(name='Atlantis', size=1),
])
session.commit()

def show(q):
    print([c.name for c in q.order_by(City.id)])

q = session.query(City)
show(q.filter(City.size > 3))
show(q.filter(City.country == 'NO', City.size < 5))
show(q.filter(City.country != 'NO'))
show(q.filter(City.name.like('%o%')))
show(q.filter(City.name.in_(['Rome', 'Paris'])))
show(q.filter(~City.name.in_(['Rome'])))
show(q.filter(City.country.is_(None)))
show(q.filter(City.country.isnot(None)))
show(q.filter(or_(City.size == 1, City.country == 'IT')))
show(q.filter(and_(City.size >= 3, not_(City.country == 'IT'))))
show(q.filter(City.size.between(2, 10)))
show(q.filter((City.size > 20) | (City.name.startswith('B'))))
show(q.filter(City.name.ilike('ROME')))
show(q.filter(City.name.contains('tl') & City.name.endswith('is')))
