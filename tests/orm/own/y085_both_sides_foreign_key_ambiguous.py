from sqlalchemy import Column, Integer, ForeignKey
from sqlalchemy.orm import relationship

class Wife(Base):
    __tablename__ = 'wives'
    id = Column(Integer, primary_key=True)
    husband_id = Column(Integer, ForeignKey('husbands.id'))
    husband = relationship('Husband', back_populates='wife')

class Husband(Base):
    __tablename__ = 'husbands'
    id = Column(Integer, primary_key=True)
    wife_id = Column(Integer, ForeignKey('wives.id'))
    wife = relationship('Wife', back_populates='husband')

Wife()
