from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.exc import CircularDependencyError
from sqlalchemy.orm import relationship

class Widget(Base):
    __tablename__ = 'widget'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    favorite_id = Column(Integer, ForeignKey('entry.id', name='fk_favorite'))
    entries = relationship('Entry', foreign_keys='Entry.widget_id')
    favorite = relationship('Entry', foreign_keys=[favorite_id], post_update=True)

class Entry(Base):
    __tablename__ = 'entry'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    widget_id = Column(Integer, ForeignKey('widget.id', name='fk_widget'))

class Spouse(Base):
    __tablename__ = 'spouse'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    partner_id = Column(Integer, ForeignKey('spouse.id'))
    partner = relationship('Spouse', remote_side=[id])

a, b = Entry(name='first'), Entry(name='second')
w = Widget(name='clock', entries=[a, b], favorite=b)
session.add(w)
session.commit()
print(w.favorite.name, w.favorite_id, b.widget_id)
w.favorite = a
session.commit()
print(w.favorite.name)
session.delete(w)
session.commit()
print([(e.name, e.widget_id) for e in session.query(Entry)])

# without post_update two rows that need each other cannot be put in order
x, y = Spouse(name='Lou'), Spouse(name='Kim')
x.partner, y.partner = y, x
session.add(x)
try:
    session.commit()
except CircularDependencyError as e:
    print(str(e).split('(')[0].strip())
    session.rollback()
print(session.query(Spouse).count())
