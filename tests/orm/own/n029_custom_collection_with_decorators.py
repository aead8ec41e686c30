from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
from sqlalchemy.orm.collections import collection

class Queue:
    """first in, first out"""

    def __init__(self):
        self._items = []

    @collection.appender
    def join(self, item):
        self._items.append(item)

    @collection.remover
    def leave(self, item):
        self._items.remove(item)

    @collection.iterator
    def __iter__(self):
        return iter(self._items)

    @collection.removes_return()
    def next(self):
        return self._items.pop(0)

    def __len__(self):
        return len(self._items)

class Counter(Base):
    __tablename__ = 'counter'
    id = Column(Integer, primary_key=True)
    waiting = relationship('Person', collection_class=Queue, back_populates='counter')

class Person(Base):
    __tablename__ = 'person'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    counter_id = Column(Integer, ForeignKey('counter.id'))
    counter = relationship('Counter', back_populates='waiting')

c = Counter()
for n in ['Ada', 'Bob', 'Cyd']:
    c.waiting.join(Person(name=n))
Person(name='Dan', counter=c)
session.add(c)
session.commit()
print(len(c.waiting), [p.name for p in c.waiting])
served = c.waiting.next()
print(served.name, served.counter)
session.commit()
print([p.name for p in session.query(Person).filter_by(counter_id=None)])
print([p.name for p in c.waiting])
