from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import relationship, foreign, remote, configure_mappers

# the two tables have no ForeignKey between them
class Country(Base):
    __tablename__ = 'country'
    code = Column(String(2), primary_key=True)
    name = Column(String)

class Parcel(Base):
    __tablename__ = 'parcel'
    id = Column(Integer, primary_key=True)
    weight = Column(Integer)
    to_code = Column(String(2))
    country = relationship(Country, primaryjoin=remote(Country.code) == foreign(to_code),
                           backref='parcels')

class Stamp(Base):
    __tablename__ = 'stamp'
    id = Column(Integer, primary_key=True)
    country_code = Column(String(2))
    country = relationship('Country', primaryjoin='Country.code == foreign(Stamp.country_code)')

pt = Country(code='PT', name='Portugal')
session.add_all([Parcel(weight=3, country=pt), Parcel(weight=5, country=pt),
                 Parcel(weight=1, to_code='XX'), Stamp(country=pt)])
session.commit()
for p in session.query(Parcel).order_by(Parcel.weight):
    print(p.weight, p.to_code, p.country.name if p.country else None)
print(sum(p.weight for p in pt.parcels))
print(session.query(Stamp).join(Stamp.country).filter(Country.name == 'Portugal').count())

class Label(Base):
    __tablename__ = 'label'
    id = Column(Integer, primary_key=True)
    country_code = Column(String(2))
    country = relationship('Country')

# without the annotation there is no way to know which column refers to which
configure_mappers()
