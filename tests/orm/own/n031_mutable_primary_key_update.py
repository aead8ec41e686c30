from sqlalchemy import Column, String, Integer, ForeignKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import relationship

class User(Base):
    __tablename__ = 'user'
    username = Column(String(50), primary_key=True)
    fullname = Column(String(100))
    addresses = relationship('Address', passive_updates=False, back_populates='user')

class Address(Base):
    __tablename__ = 'address'
    email = Column(String(50), primary_key=True)
    username = Column(String(50), ForeignKey('user.username', onupdate='cascade'))
    user = relationship('User', back_populates='addresses')

u = User(username='jill', fullname='Jill Reed')
u.addresses = [Address(email='jill@home'), Address(email='jill@work')]
session.add(u)
session.commit()

u.username = 'jreed'
session.commit()
print([(a.email, a.username) for a in session.query(Address).order_by(Address.email)])
print(session.get(User, 'jill'), session.get(User, 'jreed') is u)
u.addresses[0].email = 'jill@garden'
session.commit()
print(sorted(a.email for a in u.addresses))

# to a name that is taken
session.add(User(username='kay', fullname='Kay Moss'))
session.commit()
session.get(User, 'kay').username = 'jreed'
try:
    session.commit()
except IntegrityError as e:
    print(e.orig)
    session.rollback()
print(session.query(User.username, User.fullname).order_by(User.username).all())
