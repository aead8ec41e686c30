from sqlalchemy import MetaData, Table, Column, Integer, String, ForeignKey, insert, select, bindparam

metadata = MetaData()
shelf = Table(
    "shelf", metadata,
    Column("id", Integer, primary_key=True),
    Column("label", String(20), nullable=False),
    Column("room", String),
)
jar = Table(
    "jar", metadata,
    Column("id", Integer, primary_key=True),
    Column("shelf_id", ForeignKey("shelf.id"), nullable=False),
    Column("content", String),
)
metadata.create_all(engine)

stmt = insert(shelf).values(label="top", room="pantry")
print(stmt)
print(stmt.compile().params)

with engine.connect() as conn:
    result = conn.execute(stmt)
    print(result.inserted_primary_key)
    conn.commit()

with engine.connect() as conn:
    conn.execute(insert(shelf), [
        {"label": "middle", "room": "pantry"},
        {"label": "bottom", "room": "cellar"},
    ])
    conn.commit()

scalar_subq = (
    select(shelf.c.id).where(shelf.c.label == bindparam("shelf_label")).scalar_subquery()
)
with engine.begin() as conn:
    conn.execute(insert(jar).values(shelf_id=scalar_subq), [
        {"shelf_label": "top", "content": "honey"},
        {"shelf_label": "bottom", "content": "pickles"},
        {"shelf_label": "bottom", "content": "plums"},
    ])

select_stmt = select(shelf.c.id, "empty " + shelf.c.label).where(shelf.c.room == "pantry")
insert_stmt = insert(jar).from_select(["shelf_id", "content"], select_stmt)
print(insert_stmt)
with engine.begin() as conn:
    rows = conn.execute(insert_stmt.returning(jar.c.id, jar.c.content)).all()
    print(rows)
    for row in conn.execute(select(jar).order_by(jar.c.id)):
        print(row)
print(insert(shelf).values().compile(engine))
