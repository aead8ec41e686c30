import uuid
from datetime import datetime, date
from sqlalchemy import Column, Integer, String, Boolean, DateTime, Date, Float, func, text

def next_code():
    return 'code-' + str(7 * 6)

class Thing(Base):
    __tablename__ = 'things'
    id = Column(Integer, primary_key=True)
    name = Column(String, default='unnamed')
    code = Column(String(20), default=next_code)
    tags = Column(String, default=lambda: 'a,b')
    ok = Column(Boolean, default=True)
    made = Column(DateTime, default=datetime.now)
    day = Column(Date, default=date(2020, 2, 29))
    stamp = Column(DateTime, server_default=func.now())
    level = Column(Integer, server_default='3')
    ratio = Column(Float, server_default=text('0.5'))
    word = Column(String, default=func.lower('LOUD'))
    edits = Column(Integer, default=0, onupdate=text('edits + 1'))

t = Thing()
print(t.name, t.code, t.ok, t.level)
session.add(t)
session.flush()
print(t.name, t.code, t.tags, t.ok, t.day, t.level, t.ratio, t.word, t.edits)
print(isinstance(t.made, datetime), t.stamp is not None)
session.commit()
t.name = 'named'
session.commit()
print(t.edits)
u = Thing(name=None, level=9, ok=False, code='own')
session.add(u)
session.commit()
print(u.name, u.level, u.ok, u.code)
