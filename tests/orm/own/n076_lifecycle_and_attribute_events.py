from sqlalchemy import Column, Integer, String, ForeignKey, event, inspect
from sqlalchemy.orm import Session, relationship, validates
from sqlalchemy.orm.attributes import get_history

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    players = relationship('Player', back_populates='team')

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    shirt = Column(Integer)
    team_id = Column(Integer, ForeignKey('teams.id'))
    team = relationship('Team', back_populates='players')

    @validates('shirt')
    def check_shirt(self, key, value):
        if value is not None and not 1 <= value <= 99:
            raise ValueError(f'{key} must be between 1 and 99, not {value}')
        return value

for name in ('transient_to_pending', 'pending_to_persistent', 'pending_to_transient',
             'persistent_to_deleted', 'deleted_to_detached', 'persistent_to_detached'):
    @event.listens_for(session, name)
    def show(sess, obj, name=name):
        print('  ', name, type(obj).__name__, obj.__dict__.get('name'))

@event.listens_for(Player.name, 'set')
def name_set(target, value, oldvalue, initiator):
    print('   set', repr(value), 'after', oldvalue if isinstance(oldvalue, str) else 'nothing')

@event.listens_for(Team.players, 'append')
def joined(target, value, initiator):
    print('  ', value.name, 'joins', target.name)

@event.listens_for(Team.players, 'remove')
def left(target, value, initiator):
    print('  ', value.name, 'leaves', target.name)

reds = Team(name='Reds')
session.add(reds)
session.flush()
kim = Player(name='Kim', shirt=7)
reds.players.append(kim)
session.flush()
kim.name = 'Kimberly'
print(get_history(kim, 'name'))
print(inspect(kim).attrs.shirt.history.has_changes())
kim.team = None
session.commit()
try:
    kim.shirt = 100
except ValueError as e:
    print(e)
session.delete(kim)
session.flush()
session.commit()
session.expunge(reds)
