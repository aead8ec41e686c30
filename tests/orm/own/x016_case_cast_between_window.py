from sqlalchemy import Column, Date, Integer, Numeric, String, case, cast, func, literal_column, select, desc
import datetime

class Sale(Base):
    __tablename__ = 'sales'
    id = Column(Integer, primary_key=True)
    region = Column(String(10))
    day = Column(Date)
    amount = Column(Integer)

session.add_all([
    Sale(region='east', day=datetime.date(2024, 1, 5), amount=50),
    Sale(region='east', day=datetime.date(2024, 2, 1), amount=70),
    Sale(region='west', day=datetime.date(2024, 1, 9), amount=20),
    Sale(region='west', day=datetime.date(2024, 3, 9), amount=90),
    Sale(region='west', day=datetime.date(2024, 3, 10), amount=90),
])
session.commit()

print(session.query(Sale.id).filter(Sale.amount.between(50, 80)).all())
print(session.query(Sale.id).filter(Sale.day.between(datetime.date(2024, 1, 1), datetime.date(2024, 1, 31))).all())
level = case((Sale.amount >= 90, 'high'), (Sale.amount >= 50, 'mid'), else_='low').label('level')
print(session.query(level, func.count()).group_by(level).order_by(level).all())
simple = case({'east': 'E', 'west': 'W'}, value=Sale.region)
print(session.query(simple, cast(Sale.amount, String)).limit(2).all())
rank = func.rank().over(partition_by=Sale.region, order_by=Sale.amount.desc()).label('rank')
for region, amount, r in session.query(Sale.region, Sale.amount, rank).order_by(Sale.region, rank, Sale.id):
    print(region, amount, r)
running = func.sum(Sale.amount).over(order_by=Sale.day)
print(session.execute(select(Sale.day, running).order_by(Sale.day)).all())
number = func.row_number().over(partition_by=Sale.region, order_by=[desc(Sale.amount), Sale.id]).label('n')
top = select(Sale.id, number).subquery()
print(session.scalars(select(Sale.amount).join(top, Sale.id == top.c.id).where(top.c.n == 1).order_by(Sale.region)).all())
print(session.query(func.max(Sale.amount), func.min(Sale.day)).one())
