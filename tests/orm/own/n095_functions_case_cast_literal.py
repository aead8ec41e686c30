import datetime
from sqlalchemy import Column, Integer, String, Date, Float, Numeric, Boolean, case, cast, func, literal, literal_column, select, type_coerce, JSON

class Sale(Base):
    __tablename__ = 'sales'
    id = Column(Integer, primary_key=True)
    item = Column(String)
    amount = Column(Integer)
    price = Column(Float)
    day = Column(Date)

session.add_all([
    Sale(item='Tea', amount=3, price=2.5, day=datetime.date(2024, 1, 5)),
    Sale(item='coffee', amount=10, price=3.25, day=datetime.date(2024, 1, 5)),
    Sale(item='Cocoa', amount=None, price=4.0, day=datetime.date(2024, 2, 1)),
])
session.commit()

def rows(*cols):
    return session.execute(select(*cols).order_by(Sale.id)).all()

print(rows(func.lower(Sale.item), func.length(Sale.item), func.substr(Sale.item, 1, 2)))
print(rows(func.coalesce(Sale.amount, 0), func.round(Sale.price * 1.21, 1)))
print(session.execute(select(func.count(), func.sum(Sale.amount), func.max(Sale.day), func.total(Sale.price))).one())
print(func.now(), '|', func.count(Sale.id), '|', func.anything(Sale.item, 5), '|', func.current_date())

size = case((Sale.amount > 5, 'many'), (Sale.amount.is_not(None), 'few'), else_='none').label('size')
print(rows(Sale.item, size))
print(rows(case({'Tea': 'leaf', 'coffee': 'bean'}, value=Sale.item, else_='powder')))
print(session.execute(select(size, func.count()).group_by(size).order_by(size)).all())

print(cast(Sale.price, Integer), '|', cast('5', Numeric(4, 2)))
print(rows(cast(Sale.price, Integer), cast(Sale.amount, String), Sale.id.cast(String) + '!'))
print(session.scalar(select(cast('12', Integer) + 1)))
print(rows(type_coerce(Sale.id, String) + '?'))
print(rows(type_coerce(Sale.amount - 3, Boolean)))

print(select(literal('hi').label('greeting'), literal_column("'there'"), Sale.id))
print(rows(literal(7) * Sale.id, literal_column('id + 100').label('plus')))
print(session.execute(select(func.strftime('%m', Sale.day).label('month'), func.count()).group_by('month').order_by('month')).all())
print(session.scalar(select(func.group_concat(Sale.item, '/')).where(Sale.id < 3)))
print(session.scalars(select(Sale.item).order_by(func.lower(Sale.item))).all())
print(session.execute(select(func.count(Sale.day.distinct()), func.count().filter(Sale.price > 3))).one())
