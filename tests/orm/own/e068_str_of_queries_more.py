from sqlalchemy import Column, Integer, String, ForeignKey, select, func, and_, or_, not_, insert, update, delete, case
from sqlalchemy.orm import relationship, aliased

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    addresses = relationship('Address', back_populates='user')

class Address(Base):
    __tablename__ = 'addresses'
    id = Column(Integer, primary_key=True)
    email = Column(String)
    user_id = Column(Integer, ForeignKey('users.id'))
    user = relationship('User', back_populates='addresses')

print(session.query(User).join(User.addresses).filter(Address.email.like('%@x')))
print(select(User).where(or_(User.name == 'a', User.id.in_([1, 2]))).order_by(User.name.desc()))
print(select(User.name, func.count(Address.id).label('n')).outerjoin(Address).group_by(User.name).having(func.count(Address.id) > 1))
print(User.name.is_(None), '|', User.id + 1, '|', User.name.between('a', 'c'), '|', ~User.name.like('x%'))
print(and_(User.id > 1, User.name != None))
print(not_(or_(User.id == 1, User.id == 2)))
print(insert(User).values(name='x'))
print(update(User).where(User.id == 5).values(name='y'))
print(delete(User).where(User.name == 'z'))
a = aliased(User)
print(select(a).where(a.id == 3).limit(2).offset(1))
print(select(case((User.id > 1, 'big'), else_='small')))
print(User.addresses.any(Address.email == 'q'))
print(User.addresses)
print(User.name, User.__table__.c.name, User.__table__)
print(select(User).where(User.id == 7).compile(compile_kwargs={'literal_binds': True}))
print(session.query(User).distinct().limit(5))
print(func.now(), func.coalesce(User.name, 'none'), select(1), select(func.max(User.id)).scalar_subquery())
