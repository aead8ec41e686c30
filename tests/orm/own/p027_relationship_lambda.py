from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Match(Base):
    __tablename__ = 'matches'
    id = Column(Integer, primary_key=True)
    home_id = Column(Integer, ForeignKey('clubs.id'))
    away_id = Column(Integer, ForeignKey('clubs.id'))
    home = relationship(lambda: Club, foreign_keys=lambda: Match.home_id, back_populates='home_matches')
    away = relationship(lambda: Club, foreign_keys=lambda: [Match.away_id])

class Club(Base):
    __tablename__ = 'clubs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    home_matches = relationship(
        lambda: Match,
        primaryjoin=lambda: Club.id == Match.home_id,
        order_by=lambda: Match.id.desc(),
        back_populates='home',
    )

a, b = Club(name='Ajax'), Club(name='Boca')
session.add_all([Match(home=a, away=b), Match(home=b, away=a), Match(home=a, away=b)])
session.commit()
print([m.id for m in a.home_matches], [m.away.name for m in b.home_matches])
