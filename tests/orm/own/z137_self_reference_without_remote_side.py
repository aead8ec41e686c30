from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
class Emp(Base):
    __tablename__ = 'emp'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    boss_id = Column(Integer, ForeignKey('emp.id'))
    boss = relationship('Emp', backref='team')
e = Emp(name='x')
e.boss = Emp(name='boss')
