from sqlalchemy import Column, Integer, String, func

class Visit(Base):
    __tablename__ = 'visits'
    id = Column(Integer, primary_key=True)
    guest = Column(String)

session.add_all([Visit(guest=g) for g in ['ann', 'bob', 'ann', 'cat', 'bob', 'ann']])
session.commit()
print(session.query(Visit.guest).distinct().order_by(Visit.guest).all())
print(session.query(Visit.guest).distinct().count())
print(session.query(func.count(Visit.guest.distinct())).scalar())
q = session.query(Visit).order_by(Visit.id)
print([v.id for v in q[1:3]], q[0].guest)
print([v.id for v in q.limit(2).offset(2)], [v.id for v in q.offset(4)])
print([v.id for v in q.slice(2, 5)])
print([v.id for v in q[4:]], q[10:12])
print(q[-1])
