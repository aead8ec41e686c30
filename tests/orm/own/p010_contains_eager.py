from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, contains_eager

class Band(Base):
    __tablename__ = 'bands'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    records = relationship('Record', back_populates='band')

class Record(Base):
    __tablename__ = 'records'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    band_id = Column(Integer, ForeignKey('bands.id'))
    band = relationship('Band', back_populates='records')

session.add_all([
    Band(name='Oak', records=[Record(title='One', year=1999), Record(title='Two', year=2005)]),
    Band(name='Elm', records=[Record(title='Leaf', year=2010)]),
])
session.commit()
session.expunge_all()
for r in session.query(Record).join(Record.band).options(contains_eager(Record.band)).order_by(Record.id):
    print(r.title, r.band.name)
session.expunge_all()
# only the filtered children are in the collection
stmt = (
    select(Band).join(Band.records).where(Record.year > 2000)
    .options(contains_eager(Band.records)).order_by(Band.id)
    .execution_options(populate_existing=True)
)
for band in session.scalars(stmt).unique():
    print(band.name, [r.title for r in band.records])
