from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

plays_in = Table('plays_in', Base.metadata,
    Column('musician_id', ForeignKey('musicians.id'), primary_key=True),
    Column('band_id', ForeignKey('bands.id'), primary_key=True))

class Musician(Base):
    __tablename__ = 'musicians'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    bands = relationship('Band', secondary=plays_in, back_populates='members')

class Band(Base):
    __tablename__ = 'bands'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    members = relationship('Musician', secondary=plays_in, back_populates='bands')
    gigs = relationship('Gig', backref='band')

class Gig(Base):
    __tablename__ = 'gigs'
    id = Column(Integer, primary_key=True)
    town = Column(String)
    band_id = Column(Integer, ForeignKey('bands.id'))

bo = Musician(name='Bo')
di = Musician(name='Di')
session.add(Band(name='Knots', members=[bo, di], gigs=[Gig(town='Riga')]))
session.add(Band(name='Loops', members=[di], gigs=[Gig(town='Turku'), Gig(town='Riga')]))
session.commit()

q = session.query(Musician).join(Musician.bands).filter(Band.name == 'Loops')
print([m.name for m in q])
print(session.query(Band.name).join(Band.members).filter(Musician.name == 'Di').order_by(Band.name).all())
print(session.query(Musician.name, Gig.town).join(Musician.bands).join(Band.gigs).order_by(Musician.name, Gig.id).all())
print(session.query(Musician).join(plays_in).join(Band).filter(Band.name == 'Knots').count())
print(session.query(Musician).join(Musician.bands).distinct().count())
