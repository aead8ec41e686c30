from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, Session
class Team(Base):
    __tablename__ = 'team'
    id = Column(Integer, primary_key=True)
    players = relationship('Player')
class Player(Base):
    __tablename__ = 'player'
    id = Column(Integer, primary_key=True)
    team_id = Column(ForeignKey('team.id'))
s1, s2 = Session(engine), Session(engine)
t = Team()
s1.add(t)
p = Player()
s2.add(p)
try:
    t.players.append(p)
    s1.commit()
except Exception as e:
    print(type(e).__name__, str(e)[:60])
