from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, validates

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    email = Column(String)
    age = Column(Integer)

    @validates('email')
    def check_email(self, key, value):
        if '@' not in value:
            raise ValueError(f'bad {key}: {value}')
        return value.lower()

    @validates('age')
    def check_age(self, key, value):
        assert value >= 0, 'too young'
        return value

u = User(email='Ann@Example.org', age=3)
print(u.email)
try:
    u.age = -1
except AssertionError as e:
    print(e)
print(u.age)
session.add(u)
session.commit()
session.query(User).update({'age': -5})
session.commit()
print(u.age)
u.email = 'nonsense'
