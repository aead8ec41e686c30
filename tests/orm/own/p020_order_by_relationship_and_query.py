from sqlalchemy import Column, Integer, String, ForeignKey, select, desc
from sqlalchemy.orm import relationship

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    players = relationship('Player', back_populates='team', order_by='desc(Player.goals), Player.name')

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    goals = Column(Integer)
    team_id = Column(Integer, ForeignKey('teams.id'))
    team = relationship('Team', back_populates='players')

team = Team(name='Lions', players=[Player(name='Zoe', goals=3), Player(name='Abe', goals=3), Player(name='Max', goals=9), Player(name='Nil')])
session.add(team)
print([p.name for p in team.players])
session.commit()
print([p.name for p in team.players])
print([p.name for p in session.query(Player).order_by(Player.goals, Player.name.desc())])
print([p.name for p in session.query(Player).order_by(desc('name'))])
print(session.scalars(select(Player.name).order_by(Player.goals.desc().nulls_first(), Player.id)).all())
print(session.query(Player.name).order_by(Player.name).order_by(None))
print([p.name for p in session.query(Player).order_by('height')])
