from sqlalchemy import MetaData, Table, Column, Integer, String, ForeignKey, create_engine, insert, select, update, delete, func, bindparam, text, exists, literal

metadata = MetaData()
products = Table('products', metadata,
    Column('sku', String(10), primary_key=True),
    Column('name', String(40), nullable=False),
    Column('price', Integer, server_default='0'))
stock = Table('stock', metadata,
    Column('id', Integer, primary_key=True),
    Column('sku', ForeignKey('products.sku'), nullable=False),
    Column('place', String(20), default='main'),
    Column('qty', Integer, default=lambda: 5))
engine = create_engine('sqlite:///:memory:')
metadata.create_all(engine)
print([t.name for t in metadata.sorted_tables], products.c.keys(), stock.c.sku.foreign_keys, products.primary_key)

with engine.begin() as conn:
    r = conn.execute(insert(products).values(sku='A1', name='Anvil', price=30))
    print(r.inserted_primary_key, r.rowcount)
    conn.execute(insert(products), [{'sku': 'B2', 'name': 'Bolt'}, {'sku': 'C3', 'name': 'Clamp'}])
    r = conn.execute(stock.insert().values(sku='A1'))
    print(r.inserted_primary_key.id, r.lastrowid)
    conn.execute(stock.insert(), [dict(sku='B2', qty=q) for q in (1, 2, 3)])

with engine.connect() as conn:
    print(conn.execute(select(products).order_by(products.c.sku.desc())).all())
    j = products.outerjoin(stock, products.c.sku == stock.c.sku)
    for row in conn.execute(select(products.c.name, func.coalesce(func.sum(stock.c.qty), 0).label('total')).select_from(j).group_by(products.c.sku)):
        print(row.name, row.total, row._mapping['total'])
    up = update(products).where(products.c.sku == bindparam('which')).values(price=bindparam('new'))
    print(conn.execute(up, [{'which': 'B2', 'new': 2}, {'which': 'C3', 'new': 9}]).rowcount)
    print(conn.execute(delete(stock).where(stock.c.qty < 3)).rowcount)
    conn.rollback()
    print(conn.scalar(select(func.count()).select_from(stock)))
    print(conn.execute(text('SELECT name FROM products WHERE price >= :p'), {'p': 30}).scalars().all())
    has = exists().where(stock.c.sku == products.c.sku)
    print(conn.execute(select(products.c.name).where(~has)).scalar_one())
    ins = insert(stock).from_select(['sku', 'qty'], select(products.c.sku, literal(100)).where(products.c.price > 5))
    print(ins)
    print(conn.execute(ins).rowcount, conn.execute(select(stock.c.place, stock.c.qty).where(stock.c.qty == 100)).first())
    conn.commit()
    print(conn.execute(select(stock.alias('s').c.qty)).fetchmany(2), conn.in_transaction())
    print(products.c.price > 5, products.join(stock), select(products.c.sku).join(stock))
    try:
        conn.execute(insert(products), {'sku': 'A1', 'name': 'Again'})
    except Exception as e:
        print(type(e).__name__, e.orig, e.params)
    conn.execute(insert(products).values(colour='red'))
