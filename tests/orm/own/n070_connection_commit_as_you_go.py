from sqlalchemy import MetaData, Table, Column, Integer, String, text, insert, select, func
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

metadata = MetaData()
stops = Table('stops', metadata,
    Column('id', Integer, primary_key=True),
    Column('name', String, nullable=False),
    Column('zone', Integer, server_default='1'))
metadata.create_all(engine)

with engine.connect() as conn:
    conn.execute(insert(stops), [{'name': 'Market'}, {'name': 'Mill'}])
    conn.commit()
    conn.execute(insert(stops).values(name='forgotten'))

with engine.begin() as conn:
    conn.execute(text('INSERT INTO stops (name, zone) VALUES (:n, :z)'), [{'n': 'Dock', 'z': 2}, {'n': 'Zoo', 'z': 3}])

with engine.connect() as conn:
    print(conn.execute(select(stops)).all())
    print(conn.in_transaction())
    conn.rollback()
    trans = conn.begin()
    conn.execute(stops.delete().where(stops.c.zone == 3))
    with conn.begin_nested() as sp:
        conn.execute(stops.delete())
        sp.rollback()
    print(conn.scalar(select(func.count()).select_from(stops)))
    trans.rollback()
    print(conn.scalar(select(func.count()).select_from(stops)))
    try:
        conn.begin()
    except InvalidRequestError as e:
        print(e)

with engine.connect() as conn:
    result = conn.execute(text('SELECT name, zone FROM stops WHERE zone > :z ORDER BY name'), {'z': 1})
    for row in result.mappings():
        print(row['name'], row['zone'])

with Session(engine) as s:
    print(s.connection().execute(select(stops.c.name).limit(1)).scalar_one())
    s.execute(insert(stops), [{'name': 'Airport', 'zone': 9}])
    s.rollback()
    print(s.scalar(select(func.max(stops.c.zone))))
print(conn.closed)
try:
    conn.execute(select(stops))
except Exception as e:
    print(type(e).__name__, e)
