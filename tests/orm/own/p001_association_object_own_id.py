from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Rental(Base):
    __tablename__ = 'rentals'
    id = Column(Integer, primary_key=True)
    member_id = Column(Integer, ForeignKey('members.id'))
    bike_id = Column(Integer, ForeignKey('bikes.id'))
    days = Column(Integer)
    member = relationship('Member', back_populates='rentals')
    bike = relationship('Bike', back_populates='rentals')

class Member(Base):
    __tablename__ = 'members'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    rentals = relationship('Rental', back_populates='member')

class Bike(Base):
    __tablename__ = 'bikes'
    id = Column(Integer, primary_key=True)
    model = Column(String)
    rentals = relationship('Rental', back_populates='bike')

eva = Member(name='Eva')
city = Bike(model='City')
session.add_all([Rental(member=eva, bike=city, days=2), Rental(member=eva, bike=city, days=5)])
session.commit()
print([(r.id, r.bike.model, r.days) for r in eva.rentals])
# with its own id, a row may lose its parent
first = eva.rentals[0]
eva.rentals.remove(first)
session.commit()
print(first.id, first.member_id, first.member, first.bike.model)
print(len(eva.rentals), len(city.rentals))
