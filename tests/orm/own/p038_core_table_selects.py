from sqlalchemy import Table, Column, Integer, String, ForeignKey, MetaData, select, insert, update, delete, func

metadata = MetaData()
users = Table('users', metadata,
    Column('id', Integer, primary_key=True),
    Column('name', String(30), nullable=False))
addresses = Table('addresses', metadata,
    Column('id', Integer, primary_key=True),
    Column('user_id', ForeignKey('users.id')),
    Column('email', String))
metadata.create_all(engine)

with engine.connect() as conn:
    result = conn.execute(insert(users).values(name='ed'))
    print(result.inserted_primary_key, result.rowcount)
    conn.execute(users.insert(), [{'name': 'amy'}, {'name': 'kai'}])
    conn.execute(addresses.insert().values(user_id=1, email='ed@home.org'))
    conn.commit()

with engine.begin() as conn:
    print(conn.execute(update(users).where(users.c.name == 'kai').values(name='kay')).rowcount)
    print(conn.execute(delete(users).where(users.c.id == 2)).rowcount)
    for row in conn.execute(select(users).order_by(users.c.id)):
        print(row, row.name, row[0])
    stmt = select(users.c.name, addresses.c.email).select_from(users.join(addresses, isouter=True))
    print(stmt)
    print(conn.execute(stmt).mappings().all())
    print(conn.execute(select(func.count()).select_from(users)).scalar())
print(users.c.keys(), [c.name for c in users.primary_key], select(users.c.surname))
