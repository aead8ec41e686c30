from sqlalchemy import Column, Integer, String, ForeignKey, or_, func, case, CheckConstraint
from sqlalchemy.orm import relationship, aliased

class Team(Base):
    __tablename__ = 'teams'
    id = Column(Integer, primary_key=True)
    name = Column(String, unique=True)
    home_matches = relationship('Match', foreign_keys='Match.home_id', back_populates='home')
    away_matches = relationship('Match', foreign_keys='Match.away_id', back_populates='away')

    @property
    def matches(self):
        return sorted(self.home_matches + self.away_matches, key=lambda m: m.id)

    def points(self):
        total = 0
        for m in self.matches:
            own, other = (m.home_goals, m.away_goals) if m.home is self else (m.away_goals, m.home_goals)
            total += 3 if own > other else 1 if own == other else 0
        return total

class Match(Base):
    __tablename__ = 'matches'
    __table_args__ = (CheckConstraint('home_id != away_id'),)
    id = Column(Integer, primary_key=True)
    home_id = Column(ForeignKey('teams.id'), nullable=False)
    away_id = Column(ForeignKey('teams.id'), nullable=False)
    home_goals = Column(Integer, default=0)
    away_goals = Column(Integer, default=0)
    home = relationship(Team, foreign_keys=[home_id], back_populates='home_matches')
    away = relationship(Team, foreign_keys=[away_id], back_populates='away_matches')

a, b, c = (Team(name=n) for n in ('Ajax', 'Brann', 'Celtic'))
session.add_all([Match(home=a, away=b, home_goals=2, away_goals=1), Match(home=b, away=c, home_goals=0), Match(home=c, away=a, away_goals=4)])
session.commit()
for t in sorted([a, b, c], key=lambda t: (-t.points(), t.name)):
    print(f'{t.name:<8}{t.points():>3}{len(t.matches):>3}')
h, w = aliased(Team, name='h'), aliased(Team, name='w')
for row in session.query(h.name, Match.home_goals, Match.away_goals, w.name).join(h, Match.home).join(w, Match.away).order_by(Match.id):
    print('{} {}-{} {}'.format(*row))
print(session.query(Team.name, func.count(Match.id)).join(Match, or_(Match.home_id == Team.id, Match.away_id == Team.id)).group_by(Team.name).order_by(Team.name).all())
print(session.query(func.sum(case((Match.home_goals > Match.away_goals, 1), else_=0))).scalar())
try:
    session.query(Team).join(Match).all()
except Exception as e:
    print(type(e).__name__, str(e)[:90])
session.add(Match(home=a, away=a))
session.commit()
