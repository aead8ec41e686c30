from sqlalchemy import Column, Integer, String, desc, asc

class Runner(Base):
    __tablename__ = 'runners'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    club = Column(String)
    seconds = Column(Integer)

data = [('Iva', 'A', 61), ('Jon', 'B', 58), ('Kay', 'A', None), ('Lou', 'B', 58), ('Moe', None, 70)]
session.add_all([Runner(name=n, club=c, seconds=s) for n, c, s in data])
session.commit()

q = session.query(Runner)
print([r.name for r in q.order_by(Runner.seconds)])
print([r.name for r in q.order_by(Runner.seconds.desc(), Runner.name)])
print([r.name for r in q.order_by(desc(Runner.seconds), Runner.name.desc())])
print([r.name for r in q.order_by(Runner.seconds.asc().nulls_last(), Runner.name)])
print([r.name for r in q.order_by(Runner.club.desc().nullsfirst(), asc(Runner.name))])
print([r.name for r in q.order_by('name').limit(2)])
print([r.name for r in q.order_by(Runner.id).slice(1, 3)])
print([r.name for r in q.order_by(Runner.id)[2:]])
print(q.order_by(Runner.id)[-1].name)
