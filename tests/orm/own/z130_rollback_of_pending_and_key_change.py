from sqlalchemy import Column, Integer, String
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
u = User(name='a')
session.add(u)
session.flush()
session.rollback()
print(u in session, u.id, u.name)
session.add(u)
session.commit()
u.id = 7
session.commit()
print(session.query(User.id).all(), u.id)
session.expire(User(name='b'))
