from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import relationship

class Playlist(Base):
    __tablename__ = 'playlists'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    entries = relationship('Entry', order_by='Entry.position', collection_class=ordering_list('position'), cascade='all, delete-orphan')

class Entry(Base):
    __tablename__ = 'entries'
    id = Column(Integer, primary_key=True)
    position = Column(Integer)
    title = Column(String)
    playlist_id = Column(Integer, ForeignKey('playlists.id'))

class LoudList(list):
    def titles(self):
        return [x.title for x in self]

class Box(Base):
    __tablename__ = 'boxes'
    id = Column(Integer, primary_key=True)
    items = relationship('Item', collection_class=LoudList)

class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    box_id = Column(ForeignKey('boxes.id'))

pl = Playlist(name='run')
pl.entries.append(Entry(title='b'))
pl.entries.append(Entry(title='c'))
pl.entries.insert(0, Entry(title='a'))
print([(e.position, e.title) for e in pl.entries])
session.add(pl)
session.commit()
pl.entries.pop(1)
print([(e.position, e.title) for e in pl.entries])
session.commit()
print([(e.position, e.title) for e in pl.entries])
box = Box()
box.items.append(Item(title='saw'))
box.items.append(Item(title='axe'))
session.add(box)
session.commit()
print(box.items.titles(), type(box.items).__name__, isinstance(box.items, list))
