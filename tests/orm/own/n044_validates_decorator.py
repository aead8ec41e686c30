from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, validates

class Contact(Base):
    __tablename__ = 'contacts'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    email = Column(String)
    age = Column(Integer)
    tags = relationship('Tag', back_populates='contact')

    @validates('email')
    def validate_email(self, key, address):
        if '@' not in address:
            raise ValueError(f'{key}: {address!r} has no @')
        return address.strip().lower()

    @validates('name', 'age')
    def not_empty(self, key, value):
        print('validating', key, repr(value))
        assert value, f'{key} must not be empty'
        return value

    @validates('tags', include_removes=True)
    def check_tag(self, key, tag, is_remove):
        print('remove' if is_remove else 'add', tag.text)
        if tag.text == 'bad':
            raise ValueError('bad tag')
        return tag

class Tag(Base):
    __tablename__ = 'tags'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    contact_id = Column(Integer, ForeignKey('contacts.id'))
    contact = relationship('Contact', back_populates='tags')

c = Contact(name='Liv', email=' LIV@example.org ')
print(repr(c.email))
try:
    c.email = 'liv at home'
except ValueError as e:
    print(e)
try:
    c.age = 0
except AssertionError as e:
    print(e)
c.tags.append(Tag(text='friend'))
try:
    c.tags.append(Tag(text='bad'))
except ValueError as e:
    print(e, len(c.tags))
t = Tag(text='work', contact=c)
session.add(c)
session.commit()
c.tags.remove(t)
session.commit()
print(c.email, [t.text for t in c.tags])
session.query(Contact).update({'email': 'nowhere'})
print(c.email)
