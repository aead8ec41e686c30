from sqlalchemy import Column, Integer, String, ForeignKey, event, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import relationship, selectinload

@event.listens_for(engine, 'connect')
def foreign_keys_on(dbapi_connection, record):
    dbapi_connection.execute('PRAGMA foreign_keys=ON')

class Museum(Base):
    __tablename__ = 'museums'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    paintings = relationship('Painting', lazy='raise', back_populates='museum',
                             cascade='all, delete', passive_deletes=True)

class Painting(Base):
    __tablename__ = 'paintings'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    museum_id = Column(Integer, ForeignKey('museums.id', ondelete='CASCADE'))
    museum = relationship('Museum', back_populates='paintings')

session.add(Museum(name='Old House', paintings=[Painting(title='Boats'), Painting(title='Cows')]))
session.add(Museum(name='New Wing', paintings=[Painting(title='Square')]))
session.commit()
session.expunge_all()

m = session.scalars(select(Museum)).first()
try:
    print(m.paintings)
except InvalidRequestError as e:
    print(e)
m = session.scalars(
    select(Museum).options(selectinload(Museum.paintings)).execution_options(populate_existing=True)
).first()
print([p.title for p in m.paintings])

# the database removes the paintings itself
other = session.query(Museum).filter_by(name='New Wing').one()
session.delete(other)
session.commit()
print([p.title for p in session.query(Painting)])
