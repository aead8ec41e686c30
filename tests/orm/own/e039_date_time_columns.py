from datetime import date, datetime, time, timedelta
from sqlalchemy import Column, Integer, String, Date, DateTime, Time, Interval

class Meeting(Base):
    __tablename__ = 'meetings'
    id = Column(Integer, primary_key=True)
    topic = Column(String)
    day = Column(Date)
    start = Column(Time)
    made = Column(DateTime)
    length = Column(Interval)

session.add_all([
    Meeting(topic='plan', day=date(2024, 3, 1), start=time(9, 30), made=datetime(2024, 2, 20, 8, 15, 30), length=timedelta(hours=1)),
    Meeting(topic='demo', day=date(2024, 12, 24), start=time(14, 0, 5), made=datetime(2024, 2, 21, 23, 59, 59, 250000), length=timedelta(minutes=45)),
])
session.commit()
for m in session.query(Meeting).order_by(Meeting.day.desc()):
    print(m.topic, m.day, m.start, m.made, m.length)
    print(repr(m.day), repr(m.start), repr(m.made))
m = session.query(Meeting).filter(Meeting.day < date(2024, 6, 1)).one()
print(m.day.year, m.day.strftime('%d.%m.%Y'), m.made.isoformat(), m.day.weekday())
m.day = m.day + timedelta(days=30)
session.commit()
print(m.day, (date(2024, 12, 24) - m.day).days)
print(session.query(Meeting).filter(Meeting.made.between(datetime(2024, 2, 20), datetime(2024, 2, 21))).count())
