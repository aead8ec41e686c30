from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Basket(Base):
    __tablename__ = 'baskets'
    id = Column(Integer, primary_key=True)
    eggs = relationship('Egg', backref='basket', cascade='')

class Egg(Base):
    __tablename__ = 'eggs'
    id = Column(Integer, primary_key=True)
    colour = Column(String)
    basket_id = Column(Integer, ForeignKey('baskets.id'))

b = Basket()
e = Egg(colour='white')
b.eggs.append(e)
session.add(b)
print(e in session, b in session)
session.commit()
print(b.eggs, session.query(Egg).count())
e.basket = b
session.add(e)
session.commit()
print(e.basket_id, len(b.eggs))
session.expunge(b)
print(e in session)
