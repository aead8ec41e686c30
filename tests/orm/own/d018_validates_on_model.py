from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import validates

class Contact(Base):
    __tablename__ = 'contacts'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    email = Column(String)
    age = Column(Integer)

    @validates('email')
    def validate_email(self, key, address):
        if '@' not in address:
            raise ValueError(f'{key}: {address!r} is no address')
        return address.lower()

    @validates('name', 'age')
    def check(self, key, value):
        print('setting', key, 'to', value)
        if key == 'age' and value < 0:
            raise ValueError('age must not be negative')
        return value

c = Contact(name='Una', email='Una@Mail.ORG', age=4)
print(c.email)
session.add(c)
session.commit()
try:
    c.email = 'nowhere'
except ValueError as e:
    print('ValueError:', e)
print(c.email)
c.age = -1
