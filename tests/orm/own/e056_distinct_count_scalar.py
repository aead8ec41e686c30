from sqlalchemy import Column, Integer, String, func, distinct

class Visit(Base):
    __tablename__ = 'visits'
    id = Column(Integer, primary_key=True)
    who = Column(String)
    page = Column(String)
    seconds = Column(Integer)

for who, page, sec in [('a', '/', 3), ('b', '/', 10), ('a', '/about', 7), ('a', '/', 1), ('c', '/shop', 60)]:
    session.add(Visit(who=who, page=page, seconds=sec))
session.commit()

print(session.query(Visit.who).distinct().order_by(Visit.who).all())
print([w for (w,) in session.query(Visit.who).distinct().order_by(Visit.who.desc())])
print(session.query(Visit.who, Visit.page).distinct().count())
print(session.query(func.count(distinct(Visit.page))).scalar())
print(session.query(func.count(Visit.page.distinct())).scalar())
print(session.query(Visit.page, func.count(), func.sum(Visit.seconds)).group_by(Visit.page).order_by(func.count().desc(), Visit.page).all())
print(session.query(func.total(Visit.seconds), func.group_concat(Visit.who)).filter(Visit.page == '/').one())
print(dict(session.query(Visit.who, func.count(Visit.id)).group_by(Visit.who).all()))
print(session.query(Visit).filter(Visit.seconds > 100).count(), session.query(func.max(Visit.seconds)).filter(Visit.seconds > 100).scalar())
longest = session.query(Visit).order_by(Visit.seconds.desc()).first()
print(longest.who, longest.page)
print(session.query(Visit.who, func.avg(Visit.seconds).label('mean')).group_by(Visit.who).having(func.count() > 1).one().mean)
row = session.query(Visit.who, Visit.seconds).order_by(Visit.id).first()
print(row.who, row[1], tuple(row), row._asdict(), len(row))
