from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship
from sqlalchemy.exc import CircularDependencyError

class Widget(Base):
    __tablename__ = 'widget'
    widget_id = Column(Integer, primary_key=True)
    favorite_entry_id = Column(Integer, ForeignKey('entry.entry_id', name='fk_favorite_entry'))
    name = Column(String(50))
    entries = relationship('Entry', primaryjoin='Widget.widget_id == Entry.widget_id', back_populates='widget')
    favorite_entry = relationship('Entry', primaryjoin='Widget.favorite_entry_id == Entry.entry_id', post_update=True)

class Entry(Base):
    __tablename__ = 'entry'
    entry_id = Column(Integer, primary_key=True)
    widget_id = Column(Integer, ForeignKey('widget.widget_id'))
    name = Column(String(50))
    widget = relationship('Widget', primaryjoin='Widget.widget_id == Entry.widget_id', back_populates='entries')

w1 = Widget(name='somewidget')
e1 = Entry(name='someentry')
e2 = Entry(name='other')
w1.favorite_entry = e1
w1.entries = [e1, e2]
session.add_all([w1, e1])
session.commit()
print(w1.favorite_entry.name, [e.name for e in w1.entries])
w1.favorite_entry = e2
session.commit()
print(session.query(Entry).join(Widget, Widget.favorite_entry_id == Entry.entry_id).one().name)
session.delete(e2)
w1.favorite_entry = None
session.commit()
print(w1.favorite_entry, len(w1.entries))
session.delete(w1)
session.commit()
print(session.query(Entry.name, Entry.widget_id).all())
