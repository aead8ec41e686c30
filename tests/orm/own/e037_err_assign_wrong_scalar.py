from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Publisher(Base):
    __tablename__ = 'publishers'
    id = Column(Integer, primary_key=True)
    name = Column(String)

class Comic(Base):
    __tablename__ = 'comics'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    publisher_id = Column(Integer, ForeignKey('publishers.id'))
    publisher = relationship('Publisher', backref='comics')

session.add(Publisher(name='Ink'))
session.commit()
try:
    c = Comic(title='Zap', publisher='Ink')
except AttributeError as e:
    print('AttributeError', e)
try:
    c = Comic(title='Zap', publisher=1)
except AttributeError as e:
    print('AttributeError', e)
ink = session.query(Publisher).one()
try:
    ink.comics = Comic(title='Pow')
except TypeError as e:
    print('TypeError', e)
c = Comic(title='Bam', publisher_id=ink)
session.add(c)
session.commit()
