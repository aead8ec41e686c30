from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Kitchen(Base):
    __tablename__ = 'kitchens'
    id = Column(Integer, primary_key=True)
    cook_id = Column(Integer, ForeignKey('cooks.id'))
    cook = relationship('Coook', back_populates='kitchens')

class Cook(Base):
    __tablename__ = 'cooks'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    kitchens = relationship('Kitchen', back_populates='cook')

try:
    Kitchen()
except Exception as e:
    print(type(e).__name__)
    print(e)
c = Cook(name='Remy')
