from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Owner(Base):
    __tablename__ = 'owners'
    id = Column(Integer, primary_key=True)
    name = Column(String), 
    age = Column(Integer)

o = Owner(name='Pat', age=3)
print(o.name, o.age)
session.add(o)
session.commit()
print(Owner.__table__.columns.keys(), o.name)
try:
    class Pet(Base):
        __tabelname__ = 'pets'
        id = Column(Integer, primary_key=True)
except Exception as e:
    print(type(e).__name__, e)
class Toy(Base):
    __tablename__ = 'toys'
    id = Integer(primary_key=True)
