from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import validates
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    email = Column(String)
    @validates('mail')
    def check(self, key, value):
        return value
    @validates('email')
    def check_email(self, key, value):
        assert '@' in value, 'no at'
u = User(email='a@b')
session.add(u)
session.commit()
print(u.email)
User(email='x')
