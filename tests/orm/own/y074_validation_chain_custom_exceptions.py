import re
from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, validates, reconstructor, synonym

class ModelError(ValueError):
    """Anything wrong with a model."""

class InvalidEmail(ModelError):
    def __str__(self):
        return f'not an email: {self.args[0]!r}'

class Contact(Base):
    __tablename__ = 'contacts'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    email = Column('email_address', String)
    mail = synonym('email')
    phones = relationship('Phone', back_populates='contact', cascade='all, delete-orphan')

    @reconstructor
    def init_on_load(self):
        self.cached = f'<<{self.name}>>'

    @validates('name', 'email')
    def not_blank(self, key, value):
        if not value or not value.strip():
            raise ModelError(f'{key} is blank')
        if key == 'email' and '@' not in value:
            raise InvalidEmail(value)
        return value.strip()

    @validates('phones')
    def max_two(self, key, phone):
        if len(self.phones) >= 2:
            raise ModelError('too many phones')
        return phone

class Phone(Base):
    __tablename__ = 'phones'
    id = Column(Integer, primary_key=True)
    digits = Column(String, nullable=False)
    contact_id = Column(Integer, ForeignKey('contacts.id'))
    contact = relationship('Contact', back_populates='phones')

def make(**kw):
    try:
        return Contact(**kw)
    except InvalidEmail as e:
        print('InvalidEmail:', e)
    except ModelError as e:
        print('ModelError:', e, e.__class__.__doc__)

make(name=' ')
make(name='Al', email='al.example.com')
c = make(name=' Al ', email='al@example.com')
print(repr(c.name), c.mail, hasattr(c, 'cached'))
c.phones = [Phone(digits='1'), Phone(digits='2')]
try:
    Phone(digits='3', contact=c)
except ModelError as e:
    print(e, len(c.phones))
session.add(c)
session.commit()
session.expunge_all()
c = session.query(Contact).filter(Contact.mail == 'al@example.com').one()
print(c.cached, c.mail)
c.mail = 'new@example.com'
session.commit()
print(c.email, session.query(Contact.email).scalar())
try:
    try:
        c.email = 'broken'
    except InvalidEmail as e:
        raise ModelError('update failed') from e
except ModelError as e:
    print(e, '/', e.__cause__, e.__context__ is e.__cause__)
try:
    c.name = None
finally:
    print(c.name)
