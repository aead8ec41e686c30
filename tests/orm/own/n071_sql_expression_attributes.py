from sqlalchemy import Column, Integer, String, func, text, select

class Counter(Base):
    __tablename__ = 'counters'
    id = Column(Integer, primary_key=True)
    page = Column(String)
    hits = Column(Integer, default=0)

home = Counter(page='home')
session.add(home)
session.commit()
print(home.hits)

home.hits = Counter.hits + 1
print(home.hits)
session.flush()
print('hits' in home.__dict__)
print(home.hits)
session.commit()

home.hits = Counter.hits * 10
home.page = func.upper('home page')
session.commit()
print(home.page, home.hits)

top = Counter(page='about', hits=select(func.max(Counter.hits) + 5).scalar_subquery())
session.add(top)
session.commit()
print(top.id, top.hits)

length = Counter(page='x', hits=func.length('seven77'))
session.add(length)
session.flush()
print(length.hits)

length.page = text("'raw' || ' text'")
session.commit()
print(length.page)

home.hits += 1
session.commit()
print(home.hits)
for c in session.query(Counter).order_by(Counter.hits.desc()):
    print(c.page, c.hits)
