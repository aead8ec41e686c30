from sqlalchemy import Column, Integer, String, Text, ForeignKey, inspect
from sqlalchemy.orm import relationship, load_only, defer, undefer, deferred, raiseload

class Letter(Base):
    __tablename__ = 'letters'
    id = Column(Integer, primary_key=True)
    subject = Column(String)
    sender = Column(String)
    body = deferred(Column(Text))
    stamps = relationship('Stamp', back_populates='letter')

class Stamp(Base):
    __tablename__ = 'stamps'
    id = Column(Integer, primary_key=True)
    value = Column(Integer)
    letter_id = Column(ForeignKey('letters.id'))
    letter = relationship('Letter', back_populates='stamps')

session.add(Letter(subject='Hi', sender='Bo', body='long text', stamps=[Stamp(value=85)]))
session.commit()
session.expunge_all()
l = session.query(Letter).one()
print(l.subject, 'body' in inspect(l).unloaded)
print(l.body)
session.expunge_all()
l = session.query(Letter).options(undefer(Letter.body)).one()
print(l.body)
session.expunge_all()
l = session.query(Letter).options(load_only(Letter.subject)).one()
print(l.subject, l.sender)
session.expunge_all()
l = session.query(Letter).options(defer(Letter.sender), raiseload(Letter.stamps)).one()
print(l.sender)
print(l.stamps)
