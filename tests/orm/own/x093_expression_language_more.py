from sqlalchemy import Column, DateTime, Float, Integer, String, and_, asc, between, case, cast, column, desc, except_, extract, func, literal, literal_column, nulls_first, null, or_, select, text, tuple_, type_coerce, values
import datetime

class Reading(Base):
    __tablename__ = 'readings'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    at = Column(DateTime)
    celsius = Column(Float)

d = datetime.datetime
session.add_all([
    Reading(place='roof', at=d(2024, 6, 1, 8), celsius=12.5), Reading(place='roof', at=d(2024, 6, 1, 14), celsius=21.0),
    Reading(place='cave', at=d(2024, 6, 2, 8), celsius=9.25), Reading(place='lake', at=d(2024, 12, 24, 18, 30), celsius=None),
])
session.commit()
q = session.query
print(q(extract('year', Reading.at), extract('hour', Reading.at)).order_by(Reading.id).first())
print(q(Reading.place, func.round(func.avg(Reading.celsius), 1)).group_by(Reading.place).order_by(nulls_first(desc(func.avg(Reading.celsius)))).all())
print(q(Reading.id).filter(between(Reading.at, d(2024, 6, 1), d(2024, 6, 1, 23, 59))).order_by(asc(Reading.id)).all())
print(q(Reading.id).filter(Reading.celsius.is_not(None), Reading.at > d(2024, 6, 1, 12)).order_by(Reading.id).all())
print(q(cast(Reading.celsius, Integer), cast('7', Integer)).filter_by(place='cave').one())
print(q(func.coalesce(cast(Reading.celsius, String), 'none')).order_by(Reading.id.desc()).first())
print(q(Reading.place.concat('/').concat(Reading.id)).order_by(Reading.id).first())
print(q(func.upper(func.substr(Reading.place, 1, 1)) + func.substr(Reading.place, 2)).distinct().order_by(text('1')).all())
print(q(case((Reading.celsius == None, 'broken'), (Reading.celsius.between(10, 20), 'mild'), else_=Reading.place)).order_by(Reading.id).all())
print(q(Reading.id).filter(tuple_(Reading.place, Reading.id).in_([('roof', 2), ('lake', 1)])).all())
print(q(literal_column("'x'").label('x'), literal(3) + 4, literal('a', String) + 'b').first())
print(q(func.count(case((Reading.celsius > 10, 1)))).scalar(), q(func.total(Reading.celsius)).scalar())
print(session.execute(select(func.date(Reading.at).label('day'), func.count()).group_by('day').order_by('day')).all())
print(session.execute(select(Reading.celsius - func.avg(Reading.celsius).over(partition_by=Reading.place)).order_by(Reading.id)).scalars().all())
print(session.execute(select(func.first_value(Reading.id).over(order_by=Reading.celsius.desc(), rows=(None, 0))).order_by(Reading.id)).scalars().all())
print(q(Reading).filter(Reading.celsius > Reading.id * 2, or_(Reading.place.in_(['roof', 'cave']), Reading.id == 9)).count())
print((Reading.celsius * 9 / 5 + 32).label('f'), '|', and_(Reading.id == 1, or_(Reading.id > 2, Reading.id < 5)), '|', Reading.at.desc())
print(case((Reading.id > 1, 'a'), else_=None), '|', func.now(), '|', cast(Reading.id, String), '|', tuple_(Reading.id, 1))
print(select(Reading.id).where(Reading.place.regexp_match('^r')), '|', Reading.place.is_(None) & True)
print(~(Reading.id == 1), '|', ~Reading.place.in_(['a']), '|', -Reading.id, '|', Reading.id % 2, '|', Reading.place.collate('NOCASE') == 'ROOF')
