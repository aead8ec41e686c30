from sqlalchemy import Integer, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

class Expense(Base):
    __tablename__ = 'expenses'
    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int]

data = [('food', 12), ('food', 30), ('rent', 500), ('fun', 8), ('fun', 9)]
session.add_all([Expense(category=c, amount=a) for c, a in data])
session.commit()
stmt = select(Expense.category, func.count(), func.sum(Expense.amount)).group_by(Expense.category).order_by(Expense.category)
for category, n, total in session.execute(stmt):
    print(f'{category:<6}{n:>2}{total:>5}')
total = func.sum(Expense.amount).label('total')
stmt = select(Expense.category, total).group_by(Expense.category).having(total > 15).order_by(total.desc())
print(stmt)
print(session.execute(stmt).all())
print(session.scalar(select(func.avg(Expense.amount)).where(Expense.category == 'fun')))
print(session.scalar(select(func.sum(Expense.amount)).where(Expense.category == 'none')))
row = session.execute(select(func.min(Expense.amount).label('low'), func.max(Expense.amount).label('high'))).one()
print(row.low, row.high, row)
