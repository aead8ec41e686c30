import datetime
from sqlalchemy import Column, Integer, String, Date, DateTime, Boolean, Numeric, Float

class Thing(Base):
    __tablename__ = 'things'
    id = Column(Integer, primary_key=True)
    born = Column(Date)
    seen = Column(DateTime)
    ok = Column(Boolean)
    cost = Column(Numeric(10, 2))
    weight = Column(Float)
    name = Column(String)

def attempt(**kw):
    session.add(Thing(**kw))
    try:
        session.commit()
    except Exception as e:
        session.rollback()
        print(type(e).__name__, '|', str(e).split('\n')[0])
    else:
        t = session.query(Thing).order_by(Thing.id.desc()).first()
        print({k: getattr(t, k) for k in kw})

attempt(born='2020-01-01')
attempt(seen='2020-01-01 10:00:00')
attempt(ok='yes')
attempt(ok=1)
attempt(ok=2)
attempt(cost='abc')
attempt(cost=3)
attempt(weight='2.5')
attempt(name=5)
attempt(name=['list'])
attempt(seen=datetime.date(2020, 1, 1))
attempt(born=datetime.datetime(2020, 1, 1, 12))
attempt(id='seven')
attempt(id='8')
attempt(name={'a': 1})
attempt(weight=None, cost=1.005)
