from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship
from sqlalchemy.ext.associationproxy import association_proxy

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    signings = relationship('Signing', back_populates='player', cascade='all, delete-orphan')
    teams = association_proxy('signings', 'team', creator=lambda team: Signing(team=team))

class Signing(Base):
    __tablename__ = 'signings'
    player_id = Column(Integer, ForeignKey('players.id'), primary_key=True)
    team_id = Column(Integer, ForeignKey('teams.id'), primary_key=True)
    year = Column(Integer)
    player = relationship('Player', back_populates='signings')
    team = relationship('Team')
    team_name = association_proxy('team', 'name')

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String)

p = Player(name='Zoe')
p.teams.append(Team(name='Reds'))
p.signings.append(Signing(team=Team(name='Blues'), year=2020))
session.add(p)
session.commit()
print([t.name for t in p.teams], [s.year for s in p.signings])
print([s.team_name for s in p.signings])
del p.teams[0]
session.commit()
print([t.name for t in p.teams], session.query(Team).count())
