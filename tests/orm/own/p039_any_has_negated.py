from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship

class Kid(Base):
    __tablename__ = 'kids'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    toys = relationship('Toy', back_populates='kid')

class Toy(Base):
    __tablename__ = 'toys'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    kid_id = Column(Integer, ForeignKey('kids.id'))
    kid = relationship('Kid', back_populates='toys')

session.add_all([Kid(name='Mia', toys=[Toy(name='ball'), Toy(name='doll')]), Kid(name='Leo', toys=[Toy(name='ball')]), Kid(name='Tim'), Toy(name='kite')])
session.commit()
print([k.name for k in session.query(Kid).filter(~Kid.toys.any())])
print([k.name for k in session.query(Kid).filter(~Kid.toys.any(Toy.name == 'doll')).order_by(Kid.id)])
print([t.name for t in session.query(Toy).filter(~Toy.kid.has())])
print([t.id for t in session.scalars(select(Toy).where(~Toy.kid.has(name='Mia')).order_by(Toy.id))])
print([t.id for t in session.query(Toy).filter(Toy.kid.has(Kid.name == 'Mia'), Toy.name != 'doll')])
print(session.query(Toy).filter(Toy.kid == None).count(), session.query(Toy).filter(Toy.kid != None).count())
print(select(Kid).where(~Kid.toys.any(Toy.name == 'doll')))
session.query(Kid).filter(Kid.toys.has(name='ball')).all()
