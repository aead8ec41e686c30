from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref, declarative_base

Base = declarative_base()

class Driver(Base):
    __tablename__ = 'drivers'

    id = Column(Integer, primary_key=True)
    name = Column(String)

    license = relationship('License', uselist=False, backref=backref('driver', uselist=False))

class License(Base):
    __tablename__ = 'licenses'

    id = Column(Integer, primary_key=True)
    number = Column(String, unique=True)
    driver_id = Column(Integer, ForeignKey('drivers.id'))

max_ = Driver(name='Max')
lewis = Driver(name='Lewis', license=License(number='L-44'))
session.add_all([max_, lewis])
session.commit()
print(max_.license)
print(lewis.license.number, lewis.license.driver.name)
max_.license = License(number='M-1')
session.commit()
print(session.query(License).filter_by(number='M-1').one().driver.name)
