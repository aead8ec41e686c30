from sqlalchemy import Column, Integer, String, select, func, nulls_last, desc, text, bindparam, tuple_, between, not_, null

class Score(Base):
    __tablename__ = 'scores'
    id = Column(Integer, primary_key=True)
    player = Column(String)
    game = Column(String)
    points = Column(Integer)

session.add_all([
    Score(player='ann', game='darts', points=40), Score(player='Bob', game='darts', points=60),
    Score(player='ann', game='pool', points=None), Score(player='cy_1', game='pool', points=5),
    Score(player='Bob', game='pool', points=5),
])
session.commit()

def ids(*where):
    return session.scalars(select(Score.id).where(*where).order_by(Score.id)).all()

print(ids(Score.player.in_(['ann', 'cy_1'])), ids(Score.player.not_in(['ann'])), ids(Score.id.in_([])))
print(ids(Score.player.like('b%')), ids(Score.player.ilike('B%')), ids(Score.player.startswith('cy_', autoescape=True)))
print(ids(Score.player.contains('n')), ids(Score.player.endswith('1')), ids(~Score.player.like('%n%')))
print(ids(Score.points.is_(None)), ids(Score.points == None), ids(Score.points != None), ids(Score.points.is_not(null())))
print(ids(Score.points.between(5, 40)), ids(Score.points.is_distinct_from(5)))
print(ids(tuple_(Score.player, Score.game).in_([('ann', 'darts'), ('Bob', 'pool')])))
print(session.scalars(select(Score.id).where(text('points > :low')), {'low': 10}).all())
print(session.scalars(select(Score.id).where(Score.game == bindparam('g')), {'g': 'pool'}).all())
print(Score.points % 2 == 0, '|', -Score.points, '|', Score.player + 'x', '|', not_(Score.points > 3))
print(Score.player.in_(['a']), '|', Score.player.notlike('z'), '|', between(Score.points, 1, 2))

def points(*order):
    return session.scalars(select(Score.points).order_by(*order)).all()

print(points(Score.points), points(Score.points.desc()))
print(points(Score.points.nulls_last()), points(Score.points.desc().nulls_first()), points(nulls_last(desc(Score.points))))

stmt = select(
    Score.player, Score.game, Score.points,
    func.row_number().over(order_by=Score.id).label('n'),
    func.rank().over(partition_by=Score.game, order_by=Score.points.desc()).label('place'),
    func.sum(Score.points).over(partition_by=Score.player).label('total'),
).order_by('n')
print(stmt)
for row in session.execute(stmt):
    print(row.n, row.player, row.game, row.points, row.place, row.total)
running = func.sum(Score.points).over(order_by=Score.id, rows=(None, 0))
print(session.scalars(select(running)).all())
ranked = select(Score.id, func.row_number().over(partition_by=Score.game, order_by=[Score.points.desc(), Score.id]).label('r')).subquery()
print(session.scalars(select(ranked.c.id).where(ranked.c.r == 1).order_by(ranked.c.id)).all())
print(session.scalars(select(func.lag(Score.id, 1).over(order_by=Score.id))).all())
