from sqlalchemy import Column, Integer, String

class City(Base):
    __tablename__ = 'cities'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    people = Column(Integer)

    def __repr__(self):
        return f'City({self.name!r}, people={self.people})'

    def __str__(self):
        return self.name

c = City(name='Bern', people=134000)
print(c)
print(repr(c))
print([c], (c,), {'capital': c})
print(f'{c} / {c!r} / {c!s:>8}|')
session.add(c)
session.commit()
print(str(session.get(City, 1)) + '!', session.query(City).all())
print('%s has %d people' % (c, c.people))
