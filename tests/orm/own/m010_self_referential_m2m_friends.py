from sqlalchemy import Table, Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

friendship = Table('friendship', Base.metadata,
    Column('left_id', Integer, ForeignKey('people.id'), primary_key=True),
    Column('right_id', Integer, ForeignKey('people.id'), primary_key=True))

class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    friends = relationship('Person', secondary=friendship,
        primaryjoin=id == friendship.c.left_id,
        secondaryjoin=id == friendship.c.right_id,
        back_populates='friend_of')
    friend_of = relationship('Person', secondary=friendship,
        primaryjoin=id == friendship.c.right_id,
        secondaryjoin=id == friendship.c.left_id,
        back_populates='friends')

ann = Person(name='Ann')
bob = Person(name='Bob')
ann.friends.append(bob)
print([p.name for p in bob.friend_of], bob.friends)
session.add(ann)
session.commit()
print([p.name for p in ann.friends], ann.friend_of)
bob.friend_of.remove(ann)
session.commit()
print(ann.friends)
