from sqlalchemy import Column, Integer, String, insert, select

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    age = Column(Integer, default=18)

session.execute(insert(User).values(name='a', age=10))
session.execute(insert(User), [{'name': 'b', 'age': 20}, {'name': 'c', 'age': 30}])
session.bulk_save_objects([User(name='d'), User(name='e')])
session.bulk_insert_mappings(User, [{'name': 'f'}, {'name': 'g', 'age': 1}])
session.commit()
for u in session.scalars(select(User).order_by(User.id)):
    print(u.id, u.name, u.age)
new_id = session.execute(insert(User).values(name='h')).inserted_primary_key
print(new_id)
print(session.scalars(insert(User).returning(User.id), [{'name': 'i'}, {'name': 'j'}]).all())
