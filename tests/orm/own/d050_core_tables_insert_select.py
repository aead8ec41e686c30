from sqlalchemy import create_engine, MetaData, Table, Column, Integer, String, ForeignKey, insert, select, func

engine = create_engine('sqlite:///:memory:')
metadata = MetaData()

users = Table('users', metadata,
    Column('id', Integer, primary_key=True),
    Column('name', String(30)),
    Column('fullname', String),
)
emails = Table('emails', metadata,
    Column('id', Integer, primary_key=True),
    Column('user_id', ForeignKey('users.id'), nullable=False),
    Column('address', String, nullable=False, unique=True),
)
metadata.create_all(engine)

with engine.begin() as conn:
    result = conn.execute(insert(users).values(name='jack', fullname='Jack Jones'))
    print(result.inserted_primary_key, result.rowcount)
    conn.execute(users.insert(), [{'name': 'wendy', 'fullname': 'Wendy W'}, {'name': 'mary', 'fullname': None}])
    conn.execute(insert(emails), [{'user_id': 1, 'address': 'j@x.org'}, {'user_id': 2, 'address': 'w@x.org'}, {'user_id': 1, 'address': 'jack@x.org'}])

with engine.connect() as conn:
    for row in conn.execute(select(users)):
        print(row)
    for row in conn.execute(select(users.c.name, emails.c.address).join(emails).order_by(emails.c.address)):
        print(row.name, row.address)
    print(conn.execute(select(func.count()).select_from(users)).scalar())
    print(conn.execute(select(users.c.fullname).where(users.c.name == 'wendy')).scalar_one())
    print(conn.execute(select(users).where(users.c.id > 1, users.c.fullname.is_(None))).fetchall())
    j = users.outerjoin(emails, users.c.id == emails.c.user_id)
    print(conn.execute(select(users.c.name, func.count(emails.c.id)).select_from(j).group_by(users.c.id).order_by(users.c.id)).all())
