from sqlalchemy import Column, Integer, String, text, select, literal_column, desc

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)

session.add_all([User(name='b'), User(name='a'), User(name='c')])
session.commit()
print([u.name for u in session.query(User).filter(text('id < :n')).params(n=3).order_by(text('name'))])
print([u.name for u in session.query(User).from_statement(text('SELECT * FROM users WHERE name = :n')).params(n='c')])
print([u.name for u in session.query(User).order_by(desc('name'))])
result = session.execute(text('INSERT INTO users (name) VALUES (:name)'), [{'name': 'd'}, {'name': 'e'}])
print(result.rowcount)
session.commit()
print(session.scalars(text('SELECT name FROM users ORDER BY id')).all())
print(session.execute(text('SELECT * FROM users WHERE id = 1')).mappings().one())
with engine.connect() as conn:
    print(conn.execute(text('SELECT max(id) FROM users')).scalar())
session.execute(text('SELECT * FROM user'))
