from sqlalchemy import MetaData, Table, Column, Integer, String, Boolean, Date, select, insert, update, delete, case, func, text, and_, or_, not_, desc
import datetime

meta = MetaData()
tasks = Table('tasks', meta,
    Column('id', Integer, primary_key=True),
    Column('title', String(50), nullable=False),
    Column('done', Boolean, default=False),
    Column('priority', Integer),
    Column('due', Date))
meta.create_all(engine)
with engine.connect() as conn:
    conn.execute(tasks.insert(), [
        {'title': 'write', 'priority': 1, 'due': datetime.date(2024, 5, 1)},
        {'title': 'test', 'priority': 3, 'due': datetime.date(2024, 5, 3)},
        {'title': 'ship', 'priority': 2, 'due': None},
    ])
    conn.commit()
    for row in conn.execute(select(tasks).order_by(tasks.c.priority)):
        print(row.id, row.title, row.done, row.due)
    label = case((tasks.c.priority <= 1, 'high'), (tasks.c.priority == 2, 'medium'), else_='low').label('level')
    print(conn.execute(select(tasks.c.title, label).order_by(desc(tasks.c.title))).all())
    r = conn.execute(update(tasks).where(tasks.c.title.in_(['write', 'test'])).values(done=True, priority=tasks.c.priority + 10))
    print(r.rowcount)
    print(conn.execute(update(tasks).where(tasks.c.done).values({'title': func.upper(tasks.c.title)}).returning(tasks.c.id, tasks.c.title)).all())
    print(conn.execute(select(func.count(), func.sum(tasks.c.priority)).where(tasks.c.done.is_(True))).one())
    print(conn.execute(select(tasks.c.title).where(or_(tasks.c.due == None, tasks.c.due > datetime.date(2024, 5, 2)))).scalars().all())
    print(conn.execute(delete(tasks).where(not_(tasks.c.done)).returning(tasks.c.title)).scalar_one())
    conn.rollback()
    print(conn.execute(select(func.count(tasks.c.id))).scalar(), conn.execute(select(tasks.c.title).where(tasks.c.id == 99)).scalar())
    print(conn.execute(text('UPDATE tasks SET priority = :p WHERE id = :i'), {'p': 7, 'i': 1}).rowcount, conn.execute(select(tasks.c.priority).where(tasks.c.id == 1)).first())
    res = conn.execute(select(tasks.c.id, tasks.c.title.label('name')))
    print(res.keys(), res.mappings().all()[0])
    try:
        print(tasks.c.titel)
    except AttributeError as e:
        print(e)
    try:
        conn.execute(tasks.insert().values(title=None))
    except Exception as e:
        print(type(e).__name__, e.orig)
print(str(update(tasks).where(tasks.c.id == 5).values(title='x')))
print(str(select(tasks.c.title).where(and_(tasks.c.priority > 1, ~tasks.c.done))))
print(tasks.insert().values([{'title': 'a'}, {'title': 'b'}]))
conn.execute(select(tasks))
