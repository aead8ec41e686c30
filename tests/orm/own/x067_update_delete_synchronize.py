from sqlalchemy import Column, ForeignKey, Integer, String, delete, func, select, update
from sqlalchemy.orm import relationship

class Stock(Base):
    __tablename__ = 'stock'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)
    price = Column(Integer)
    shelf_id = Column(Integer, ForeignKey('shelf.id'))
    shelf = relationship('Shelf', back_populates='stock')

    def __repr__(self):
        return f'{self.name}@{self.price}'

class Shelf(Base):
    __tablename__ = 'shelf'
    id = Column(Integer, primary_key=True)
    aisle = Column(String(2))
    stock = relationship('Stock', back_populates='shelf')

session.add_all([
    Shelf(aisle='A', stock=[Stock(name='rice', price=2), Stock(name='oil', price=7)]),
    Shelf(aisle='B', stock=[Stock(name='soap', price=3)]),
])
session.commit()
rice, oil, soap = session.query(Stock).order_by(Stock.id).all()
print(session.query(Stock).filter(Stock.price < 5).update({'price': Stock.price * 10}))
print(rice.price, oil.price, soap.price)
session.query(Stock).filter(Stock.name == 'oil').update({Stock.name: 'olive'}, synchronize_session='fetch')
print(oil.name)
session.execute(update(Stock).where(Stock.id == 3).values(price=99).execution_options(synchronize_session=False))
print(soap.price)
session.refresh(soap)
print(soap.price)
sub = select(Shelf.id).where(Shelf.aisle == 'A').scalar_subquery()
r = session.execute(update(Stock).where(Stock.shelf_id == sub).values({Stock.price: 1}))
print(r.rowcount, rice.price)
print(session.execute(update(Shelf).values(aisle=func.lower(Shelf.aisle)).returning(Shelf.id, Shelf.aisle)).all())
n = session.query(Stock).filter(Stock.price == 1).delete()
print(n, oil in session, rice in session.deleted)
session.commit()
print(session.query(Stock).all())
try:
    session.query(Stock).join(Stock.shelf).filter(Shelf.aisle == 'b').delete()
except Exception as e:
    print(type(e).__name__, e)
session.rollback()
session.execute(delete(Stock).where(Stock.shelf_id.in_(select(Shelf.id).where(Shelf.aisle == 'b'))))
session.commit()
print(session.query(func.count(Stock.id)).scalar())
try:
    session.execute(update(Stock).values(nothing=1))
except Exception as e:
    print(type(e).__name__, e)
