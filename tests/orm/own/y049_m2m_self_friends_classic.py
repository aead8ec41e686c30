from sqlalchemy import Table, Column, Integer, String, ForeignKey, select, union
from sqlalchemy.orm import relationship, column_property

friendship = Table('friendships', Base.metadata,
    Column('friend_a_id', Integer, ForeignKey('users.id'), primary_key=True),
    Column('friend_b_id', Integer, ForeignKey('users.id'), primary_key=True))

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    friends = relationship('User', secondary=friendship,
                           primaryjoin=id == friendship.c.friend_a_id,
                           secondaryjoin=id == friendship.c.friend_b_id)

    def __repr__(self):
        return f'U({self.name})'

    def befriend(self, *others):
        for o in others:
            if o not in self.friends:
                self.friends.append(o)
                o.befriend(self)

friendship_union = union(
    select(friendship.c.friend_a_id, friendship.c.friend_b_id),
    select(friendship.c.friend_b_id, friendship.c.friend_a_id)).alias('fu')
User.all_friends = relationship('User', secondary=friendship_union,
    primaryjoin=User.id == friendship_union.c.friend_a_id,
    secondaryjoin=User.id == friendship_union.c.friend_b_id, viewonly=True, order_by=User.name)

a, b, c, d = (User(name=n) for n in 'abcd')
a.friends = [b, c]
d.friends.append(a)
session.add(d)
session.commit()
print(a.all_friends, b.all_friends, a.friends)
b.befriend(c)
session.commit()
print(sorted(session.query(friendship).all()))
print(session.query(User).filter(User.friends.contains(c)).order_by(User.name).all())
print(session.query(User.name).filter(User.all_friends.any(User.name == 'd')).all())
a.friends.remove(c)
session.delete(b)
session.commit()
print(sorted(map(tuple, session.query(friendship).all())), c.friends)
print(session.query(User).join(User.friends).count())
