from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import relationship
from sqlalchemy.orm.collections import attribute_keyed_dict, collection

class ListLike:
    def __init__(self):
        self.data = []

    @collection.appender
    def put(self, item):
        self.data.append(item)

    @collection.remover
    def take(self, item):
        self.data.remove(item)

    @collection.iterator
    def __iter__(self):
        return iter(self.data)

    def first(self):
        return self.data[0] if self.data else None

class Hand(Base):
    __tablename__ = 'hands'
    id = Column(Integer, primary_key=True)
    cards = relationship('Card', collection_class=ListLike, backref='hand')
    chips = relationship('Chip', collection_class=lambda: set())

class Card(Base):
    __tablename__ = 'cards'
    id = Column(Integer, primary_key=True)
    face = Column(String)
    rank = Column(Integer)
    hand_id = Column(Integer, ForeignKey('hands.id'))

class Chip(Base):
    __tablename__ = 'chips'
    id = Column(Integer, primary_key=True)
    hand_id = Column(Integer, ForeignKey('hands.id'))

h = Hand()
ace = Card(face='ace', rank=14)
h.cards.put(ace)
Card(face='two', rank=2, hand=h)
print([c.face for c in h.cards], ace.hand is h, h.cards.first().face)
h.chips.add(Chip())
session.add(h)
session.commit()
print(sorted(c.face for c in h.cards), type(h.cards).__name__, len(h.chips), isinstance(h.chips, set))
h.cards.take(ace)
print(ace.hand)
session.commit()
print([c.face for c in h.cards], session.query(Card).filter(Card.hand_id == None).one().face)
h.chips = {Chip(), Chip()}
session.commit()
print(len(h.chips), session.query(Chip).filter_by(hand_id=None).count())
