from sqlalchemy import Column, Integer, String, ForeignKey, update, delete, select, bindparam

class Pupil(Base):
    __tablename__ = 'pupils'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    badge = Column(String)

class Prize(Base):
    __tablename__ = 'prizes'
    id = Column(Integer, primary_key=True)
    pupil_id = Column(Integer, ForeignKey('pupils.id'))
    title = Column(String)

Base.metadata.create_all(engine)
pupils = Pupil.__table__
prizes = Prize.__table__

with engine.begin() as conn:
    conn.execute(pupils.insert(), [{'name': 'Tim'}, {'name': 'Uma'}, {'name': 'Vic'}])
    conn.execute(prizes.insert(), [
        {'pupil_id': 1, 'title': 'chess'},
        {'pupil_id': 2, 'title': 'running'},
        {'pupil_id': 2, 'title': 'spelling'},
    ])

stmt = update(pupils).where(pupils.c.name == 'Tim').values(name='Timothy')
print(stmt)
with engine.begin() as conn:
    result = conn.execute(stmt)
    print(result.rowcount)
    conn.execute(
        update(pupils).where(pupils.c.name == bindparam('old')).values(name=bindparam('new')),
        [{'old': 'Uma', 'new': 'Uma T.'}, {'old': 'Vic', 'new': 'Victor'}, {'old': 'Nobody', 'new': 'X'}],
    )
    first_prize = (
        select(prizes.c.title).where(prizes.c.pupil_id == pupils.c.id)
        .order_by(prizes.c.id).limit(1).scalar_subquery()
    )
    conn.execute(update(pupils).values(badge=first_prize))
    print(conn.execute(select(pupils)).all())
    upd = update(pupils).values({pupils.c.name: pupils.c.name + '!'}).where(pupils.c.id < 3)
    print(conn.execute(upd.returning(pupils.c.id, pupils.c.name)).all())

with engine.begin() as conn:
    gone = conn.execute(delete(prizes).where(prizes.c.pupil_id == 2).returning(prizes.c.title))
    print([t for (t,) in gone])
    print(conn.execute(delete(pupils).where(pupils.c.id == 77)).rowcount)
    print(conn.execute(delete(prizes)).rowcount)
