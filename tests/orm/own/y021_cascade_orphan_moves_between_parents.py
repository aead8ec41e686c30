from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Board(Base):
    __tablename__ = 'boards'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    cards = relationship('Card', back_populates='board', cascade='all, delete-orphan')

class Card(Base):
    __tablename__ = 'cards'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    board_id = Column(Integer, ForeignKey('boards.id'), nullable=False)
    board = relationship('Board', back_populates='cards')
    checks = relationship('Check', cascade='all, delete-orphan')

class Check(Base):
    __tablename__ = 'checks'
    id = Column(Integer, primary_key=True)
    done = Column(Integer, default=0)
    card_id = Column(Integer, ForeignKey('cards.id'))

todo, done = Board(name='todo'), Board(name='done')
for t in ('wash', 'cook', 'read'):
    todo.cards.append(Card(text=t, checks=[Check(), Check(done=1)]))
session.add_all((todo, done))
session.commit()
wash, cook, read = todo.cards
done.cards.append(wash)
print(len(todo.cards), len(done.cards), wash.board.name)
session.commit()
todo.cards.remove(cook)
print(cook in session, cook in session.dirty, cook in session.deleted)
session.commit()
print(session.query(Card).count(), session.query(Check).count())
read.board = done
session.commit()
print([c.text for c in done.cards], todo.cards)
todo.cards = [Card(text='new')]
done.cards.clear()
session.flush()
print(session.query(Card.text).all())
session.rollback()
print(sorted(c.text for c in done.cards), todo.cards)
read.board = None
try:
    session.commit()
except Exception as e:
    print(type(e).__name__)
