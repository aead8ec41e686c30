from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.orm import Query, Session, aliased, relationship, sessionmaker

class Market(Base):
    __tablename__ = 'markets'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    stalls = relationship('Stall', back_populates='market')

    def __repr__(self):
        return f'M({self.name})'

class Stall(Base):
    __tablename__ = 'stalls'
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    rent = Column(Integer)
    market_id = Column(Integer, ForeignKey('markets.id'))
    market = relationship('Market', back_populates='stalls')

    def __repr__(self):
        return f'S({self.kind})'

session.add_all([Market(name='Old', stalls=[Stall(kind='fish', rent=5), Stall(kind='fruit', rent=3)]), Market(name='New', stalls=[Stall(kind='fish', rent=8)])])
session.commit()
q = session.query(Stall)
print(q.filter_by(kind='fish').filter(Stall.rent > 6).all(), q.get(2))
print(q.join(Stall.market).filter(Market.name == 'Old').order_by(Stall.rent).all())
print(session.query(Market, Stall).join(Stall).filter(Stall.kind == 'fish').order_by(Market.name).all())
print(session.query(Market, func.count(Stall.id)).outerjoin(Market.stalls).group_by(Market).order_by(Market.id).all())
print(q.order_by(Stall.rent.desc()).offset(1).limit(1).one())
print(q.with_entities(Stall.kind).distinct().order_by(Stall.kind).all())
print(q.filter(Stall.kind == 'none').one_or_none(), q.filter(Stall.kind == 'none').first())
print(session.query(q.filter(Stall.rent > 7).exists()).scalar())
print(q.filter(Stall.market_id.in_(session.query(Market.id).filter_by(name='New'))).count())
print([r for r, in session.query(Stall.rent).order_by(Stall.rent)])
rows = session.query(Stall.kind.label('what'), func.sum(Stall.rent).label('sum')).group_by(Stall.kind).order_by('what')
print([(r.what, r.sum) for r in rows], rows.count())
print(session.query(Market).filter(Market.stalls.any(Stall.rent < 4)).all())
print(q.filter(Stall.market == session.get(Market, 2)).all(), q.filter(Stall.market != session.get(Market, 2)).count())
print(q.order_by(Stall.id).yield_per(2).first(), q.populate_existing().get(1), q.enable_eagerloads(False).count())
print(q.filter(Stall.rent.between(3, 5)).with_entities(func.avg(Stall.rent)).scalar())
print(q.filter(Stall.id == 1).update({Stall.rent: 6}), q.filter(Stall.id == 3).delete())
sub = q.filter(Stall.rent > 1).subquery()
S = aliased(Stall, sub)
print(session.query(S).order_by(S.id).all(), session.query(sub.c.kind).order_by(sub.c.id).all())
print(q.reset_joinpoint().filter_by(id=1).one(), q.column_descriptions[0]['name'])
print(str(q.filter_by(kind='x').statement))
print(q.filter_by(kind='fish').order_by(Stall.rent).filter_by(rent=6).one())
q.order_by(Stall.id).limit(1).filter_by(kind='fish')
