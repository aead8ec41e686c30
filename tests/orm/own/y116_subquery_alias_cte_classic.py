from sqlalchemy import Column, Integer, String, ForeignKey, func, select, and_, literal_column
from sqlalchemy.orm import relationship, aliased

class Player(Base):
    __tablename__ = 'players'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    scores = relationship('Score', back_populates='player', order_by='Score.points.desc()')

class Score(Base):
    __tablename__ = 'scores'
    id = Column(Integer, primary_key=True)
    level = Column(Integer)
    points = Column(Integer)
    player_id = Column(ForeignKey('players.id'))
    player = relationship('Player', back_populates='scores')

data = {'Ann': [(1, 50), (2, 80)], 'Bob': [(1, 70)], 'Cid': []}
for n, s in data.items():
    session.add(Player(name=n, scores=[Score(level=l, points=p) for l, p in s]))
session.commit()
best = session.query(Score.level, func.max(Score.points).label('best')).group_by(Score.level).subquery()
q = session.query(Player.name, Score.level, Score.points).join(Score).join(best, and_(best.c.level == Score.level, best.c.best == Score.points)).order_by(Score.level)
print(q.all())
totals = session.query(Score.player_id, func.sum(Score.points).label('total')).group_by(Score.player_id).cte('totals')
print(session.query(Player.name, totals.c.total).outerjoin(totals, totals.c.player_id == Player.id).order_by(Player.id).all())
s2 = aliased(Score)
print(session.query(Score.points, s2.points).join(s2, and_(s2.player_id == Score.player_id, s2.level > Score.level)).all())
print(session.query(Player).filter(Player.id.in_(select(Score.player_id).where(Score.points > 60))).order_by(Player.name).all()[0].name)
sub = session.query(Score).filter(Score.points >= 70).subquery()
High = aliased(Score, sub)
print([(p.name, h.points) for p, h in session.query(Player, High).join(High, High.player_id == Player.id).order_by(High.points)])
print(session.query(func.count()).select_from(sub).scalar(), session.query(sub.c.points).order_by(sub.c.points).first())
avg = session.query(func.avg(Score.points)).scalar_subquery()
print(session.query(Score.points).filter(Score.points > avg).all(), session.query(avg).scalar())
print(session.query(Player.name, session.query(func.count(Score.id)).filter(Score.player_id == Player.id).correlate(Player).scalar_subquery().label('n')).order_by(Player.name).all())
u = session.query(Player.name.label('x')).union(session.query(literal_column("'zed'")))
print(u.order_by('x').all())
print(session.query(Player.name).filter(session.query(Score).filter(Score.player_id == Player.id).exists()).order_by(Player.name).all())
print(q)
session.query(best.c.level, best.c.worst)
