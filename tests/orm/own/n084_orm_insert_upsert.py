from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as sqlite_upsert
from sqlalchemy.orm import Mapped, mapped_column

class Stock(Base):
    __tablename__ = "stock"
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    amount: Mapped[int] = mapped_column(default=0)

session.add(Stock(sku="P-1", name="pencil", amount=10))
session.commit()
pencil = session.scalars(select(Stock)).one()
print(pencil.amount)

stmt = sqlite_upsert(Stock).values([
    {"sku": "P-1", "name": "pencil HB", "amount": 5},
    {"sku": "E-7", "name": "eraser", "amount": 3},
])
stmt = stmt.on_conflict_do_update(
    index_elements=[Stock.sku],
    set_={"name": stmt.excluded.name, "amount": Stock.amount + stmt.excluded.amount},
)
session.execute(stmt)
print(pencil.amount)
session.refresh(pencil)
print(pencil.name, pencil.amount)

orm_stmt = (
    select(Stock)
    .from_statement(stmt.returning(Stock))
    .execution_options(populate_existing=True)
)
for item in session.execute(orm_stmt).scalars():
    print(item.sku, item.amount)
print(pencil.amount)

ignore = sqlite_upsert(Stock).values(sku="P-1", name="again").on_conflict_do_nothing(index_elements=["sku"])
print(session.execute(ignore).rowcount)
session.execute(sqlite_upsert(Stock).on_conflict_do_nothing(), [{"sku": "R-2", "name": "ruler"}, {"sku": "E-7", "name": "no"}])
session.commit()
print(session.execute(select(Stock.sku, Stock.name, Stock.amount).order_by(Stock.id)).all())
print(ignore)
