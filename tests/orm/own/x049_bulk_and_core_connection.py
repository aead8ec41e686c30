from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine, delete, func, insert, select, text, update

engine = create_engine('sqlite:///:memory:')
metadata = MetaData()
warehouses = Table('warehouses', metadata,
    Column('id', Integer, primary_key=True),
    Column('city', String(30), nullable=False, unique=True))
items = Table('items', metadata,
    Column('id', Integer, primary_key=True),
    Column('warehouse_id', ForeignKey('warehouses.id')),
    Column('name', String),
    Column('stock', Integer, server_default=text('1')))
metadata.create_all(engine)

with engine.begin() as conn:
    result = conn.execute(insert(warehouses).values(city='Gent'))
    print(result.inserted_primary_key, result.rowcount)
    conn.execute(warehouses.insert(), [{'city': 'Brugge'}, {'city': 'Namur'}])
    conn.execute(items.insert(), [
        {'warehouse_id': 1, 'name': 'bolt', 'stock': 10}, {'warehouse_id': 1, 'name': 'nut', 'stock': 20},
        {'warehouse_id': 2, 'name': 'bolt', 'stock': 4}])

with engine.connect() as conn:
    j = warehouses.outerjoin(items)
    stmt = (select(warehouses.c.city, func.sum(items.c.stock).label('n'))
            .select_from(j).group_by(warehouses.c.city).order_by(warehouses.c.city))
    for row in conn.execute(stmt):
        print(row.city, row.n)
    sub = select(warehouses.c.id).where(warehouses.c.city == 'Gent').scalar_subquery()
    r = conn.execute(update(items).where(items.c.warehouse_id == sub).values(stock=items.c.stock - 5))
    print(r.rowcount)
    conn.execute(delete(items).where(items.c.name.in_(select(items.c.name).where(items.c.stock > 100))))
    conn.commit()
    conn.execute(insert(items).from_select(['name', 'stock'], select(items.c.name + '2', items.c.stock).where(items.c.stock < 10)))
    print(conn.execute(select(func.count()).select_from(items)).scalar())
    conn.rollback()
    print(conn.scalar(select(func.count()).select_from(items)))
    a = items.alias('a')
    b = items.alias('b')
    print(conn.execute(select(a.c.id, b.c.id).where(a.c.name == b.c.name, a.c.id < b.c.id)).all())
    print(conn.execute(select(warehouses).where(~select(items).where(items.c.warehouse_id == warehouses.c.id).exists())).mappings().first()['city'])
print(stmt)
print([t.name for t in metadata.sorted_tables], items.c.stock.server_default.arg)
