from datetime import date, datetime, timedelta
from sqlalchemy import Column, Integer, String, Date, DateTime, extract, func

class Event(Base):
    __tablename__ = 'events'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    day = Column(Date)
    created = Column(DateTime)

start = date(2024, 3, 1)
for i, title in enumerate(['Fair', 'Race', 'Play', 'Gala']):
    session.add(Event(title=title, day=start + timedelta(days=20 * i), created=datetime(2024, 1, 1, 8 + i)))
session.commit()
e = session.query(Event).filter_by(day=date(2024, 3, 21)).one()
print(e.title, repr(e.day), e.created)
print([e.title for e in session.query(Event).filter(Event.day >= date(2024, 4, 1)).order_by(Event.day)])
print([e.title for e in session.query(Event).filter(Event.day.between(start, date(2024, 3, 31)))])
print([e.title for e in session.query(Event).filter(extract('month', Event.day) == 4)])
print(session.query(func.max(Event.day), func.min(Event.created)).one())
print((e.day - start).days, e.created.hour, e.day.strftime('%d/%m/%Y'))
session.add(Event(title='Oops', day='2024-05-01'))
try:
    session.commit()
except Exception as e:
    session.rollback()
    print(type(e).__name__, e.orig)
print(session.query(Event).count())
