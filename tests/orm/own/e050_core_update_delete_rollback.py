from sqlalchemy import MetaData, Table, Column, Integer, String, Boolean, update, delete, select, text, and_

meta = MetaData()
tasks = Table('tasks', meta,
    Column('id', Integer, primary_key=True),
    Column('title', String(50), nullable=False),
    Column('points', Integer, default=1),
    Column('done', Boolean, default=False))
meta.create_all(engine)
print(tasks.c.keys(), tasks.name, tasks.primary_key.columns.keys())

with engine.connect() as conn:
    conn.execute(tasks.insert(), [{'title': t} for t in ('wash', 'dry', 'fold', 'iron')])
    conn.commit()
    r = conn.execute(update(tasks).where(tasks.c.title == 'wash').values(done=True, points=tasks.c.points + 4))
    print(r.rowcount)
    r = conn.execute(delete(tasks).where(and_(tasks.c.id > 2, tasks.c.done == False)))
    print(r.rowcount)
    print(conn.execute(select(tasks).order_by(tasks.c.id)).all())
    conn.rollback()
    print(len(conn.execute(select(tasks)).all()))

try:
    with engine.begin() as conn:
        conn.execute(tasks.delete())
        raise ValueError('no, wait')
except ValueError as e:
    print(e)
with engine.connect() as conn:
    print(conn.execute(text('SELECT count(*) FROM tasks WHERE points < :p'), {'p': 5}).scalar_one())
    for i, title in conn.execute(select(tasks.c.id, tasks.c.title).order_by(tasks.c.title.desc()).limit(2)):
        print(i, title)
