from sqlalchemy import Column, Integer, String, func
from sqlalchemy.orm.exc import NoResultFound, MultipleResultsFound

class Star(Base):
    __tablename__ = 'stars'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    mag = Column(Integer)

session.add_all(Star(name=n, mag=m) for n, m in [('Sirius', -1), ('Vega', 0), ('Deneb', 1), ('Altair', 1), ('Mira', 9)])
session.commit()
q = session.query(Star).order_by(Star.id)
print(q[1].name, [s.name for s in q[1:3]], [s.name for s in q[3:]], [s.name for s in q[:1]], [s.name for s in q.slice(2, 4)])
try:
    q[-1]
except Exception as e:
    print(type(e).__name__, e)
try:
    q[99]
except IndexError as e:
    print('IndexError', e)
print(q.filter(Star.mag > 5).one().name, q.filter(Star.mag > 50).one_or_none(), q.filter(Star.mag > 50).first(), q.filter(Star.mag > 50).all())
for expr in (lambda: q.filter(Star.mag == 1).one(), lambda: q.filter(Star.mag == 77).one(), lambda: q.filter(Star.mag == 1).one_or_none(), lambda: session.query(Star.id).filter(Star.mag == 1).scalar()):
    try:
        print(expr())
    except (NoResultFound, MultipleResultsFound) as e:
        print(type(e).__name__, e)
print(session.query(func.max(Star.mag)).scalar(), session.query(Star.name).filter(Star.mag == 77).scalar(), session.query(Star.name).scalar.__name__)
print(session.query(Star.name, Star.mag).filter(Star.id == 1).one(), session.query(Star, Star.name).first()[1])
print(q.with_entities(Star.mag).distinct().count(), q.filter_by(mag=1).with_entities(func.group_concat(Star.name)).scalar())
print(q.limit(2).from_self.__name__ if hasattr(q, 'from_self') else 'no from_self')
print([tuple(r) for r in session.query(Star.name, Star.mag).filter(Star.mag.in_([0, 9])).order_by(Star.mag.desc())])
print(q.reset_joinpoint().count(), q.enable_eagerloads(False).count(), q.exists(), q.whereclause, q.filter(Star.id > 3).whereclause)
print(session.query(Star).filter(Star.name.op('GLOB')('*a')).count(), session.query(Star).filter(Star.name.regexp_match('^[SV]')).count() if False else '-')
print(q.column_descriptions[0]['name'], q.column_descriptions[0]['entity'] is Star, session.query(Star.mag.label('m')).column_descriptions[0]['name'])
for a, b in zip(q, q.offset(1)):
    print(a.name, '>', b.name, end=', ')
print()
print(list(map(lambda s: s.name[0], q.yield_per(2))), sorted(q, key=lambda s: (s.mag, s.name))[0].name, next(iter(q)).name)
print(q.delete(synchronize_session='fetch') if False else q.order_by(None).filter(Star.mag > 5).delete(), q.count())
q.limit(1).update({'mag': 5})
