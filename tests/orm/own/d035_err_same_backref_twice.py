from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Pilot(Base):
    __tablename__ = 'pilots'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Mission(Base):
    __tablename__ = 'missions'
    id = Column(Integer, primary_key=True)
    captain_id = Column(Integer, ForeignKey('pilots.id'))
    copilot_id = Column(Integer, ForeignKey('pilots.id'))
    captain = relationship('Pilot', foreign_keys=[captain_id], backref='missions')
    copilot = relationship('Pilot', foreign_keys=[copilot_id], backref='missions')

m = Mission(captain=Pilot(name='Yuri'))
print(m.captain.name)
