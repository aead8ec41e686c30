from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    players = relationship('Player', back_populates='team')

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    team_id = Column(Integer, ForeignKey('teams.id'))
    team = relationship('Team', back_populates='players')

t = Team(players=[Player(name='a'), Player(name='b')])
session.add(t)
session.commit()
a, b = t.players
t.players = [b, Player(name='c')]
print(a.team, b.team is t)
session.commit()
print([p.name for p in t.players], a.team_id)
t.players.clear()
session.commit()
print(t.players, session.query(Player).filter(Player.team_id.is_(None)).count())
