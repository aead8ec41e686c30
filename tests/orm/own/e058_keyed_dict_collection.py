from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, attribute_keyed_dict

class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    notes = relationship('Note', collection_class=attribute_keyed_dict('keyword'), cascade='all, delete-orphan')
    marks = relationship('Mark', collection_class=set, backref='item')

class Note(Base):
    __tablename__ = 'notes'
    id = Column(Integer, primary_key=True)
    item_id = Column(Integer, ForeignKey('items.id'), nullable=False)
    keyword = Column(String)
    text = Column(String)

class Mark(Base):
    __tablename__ = 'marks'
    id = Column(Integer, primary_key=True)
    value = Column(Integer)
    item_id = Column(Integer, ForeignKey('items.id'))

item = Item(name='chair')
item.notes['a'] = Note(keyword='a', text='atext')
item.notes['b'] = Note(keyword='b', text='btext')
m = Mark(value=5)
item.marks.add(m)
print(m.item is item)
session.add(item)
session.commit()
print(sorted(item.notes.keys()), item.notes['b'].text)
del item.notes['a']
session.commit()
print(list(item.notes), session.query(Note).count(), [x.value for x in item.marks])
item.marks.discard(m)
session.commit()
print(len(item.marks), m.item_id)
