from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import keyfunc_mapping, relationship
from sqlalchemy.orm.collections import attribute_mapped_collection

class Library(Base):
    __tablename__ = 'library'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    shelves = relationship('Shelf', collection_class=attribute_mapped_collection('label'), cascade='all, delete-orphan')
    desks = relationship('Desk', collection_class=keyfunc_mapping(lambda d: d.room + str(d.number)))

class Shelf(Base):
    __tablename__ = 'shelf'
    id = Column(Integer, primary_key=True)
    label = Column(String(5))
    metres = Column(Integer)
    library_id = Column(Integer, ForeignKey('library.id'))

class Desk(Base):
    __tablename__ = 'desk'
    id = Column(Integer, primary_key=True)
    room = Column(String)
    number = Column(Integer)
    library_id = Column(Integer, ForeignKey('library.id'))

class Reader(Base):
    __tablename__ = 'reader'
    id = Column(Integer, primary_key=True)
    cards = relationship('Card')

class Card(Base):
    __tablename__ = 'card'
    id = Column(Integer, primary_key=True)
    number = Column(String)
    reader_id = Column(ForeignKey('reader.id'))

lib = Library(name='city')
lib.shelves['A'] = Shelf(label='A', metres=3)
lib.shelves.set(Shelf(label='B', metres=9))
lib.desks['x1'] = Desk(room='x', number=1)
session.add(lib)
session.add(Reader(cards=[Card(number='n1')]))
session.commit()
print(sorted(lib.shelves), list(lib.desks), lib.shelves['B'].metres)
for label, shelf in sorted(lib.shelves.items()):
    print(label, shelf.metres)
popped = lib.shelves.pop('A')
session.commit()
print(popped.metres, popped in session, session.query(Shelf.label).all())
lib.shelves.update({'C': Shelf(label='C'), 'D': Shelf(label='D')})
print(len(lib.shelves), lib.shelves.setdefault('B').label)
lib.shelves = {'E': Shelf(label='E')}
session.commit()
print(session.query(Shelf.label).all())
lib.desks.clear()
session.commit()
print(session.query(Desk.library_id).all())
try:
    lib.shelves['F'] = Card(number='n2')
    session.commit()
except Exception as e:
    print(type(e).__name__, e)
