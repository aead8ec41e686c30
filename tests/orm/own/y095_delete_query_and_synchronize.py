from sqlalchemy import Column, Integer, String, ForeignKey, delete, update, select
from sqlalchemy.orm import relationship

class Log(Base):
    __tablename__ = 'logs'
    id = Column(Integer, primary_key=True)
    level = Column(String)
    lines = Column(Integer, default=0)

logs = [Log(level=l, lines=i) for i, l in enumerate(['info', 'error', 'info', 'debug'])]
session.add_all(logs)
session.commit()
print(session.query(Log).filter_by(level='debug').delete())
print(logs[3] in session, session.query(Log).count())
print(session.query(Log).filter(Log.lines > 0).update({Log.lines: Log.lines * 10}, synchronize_session='evaluate'))
print([l.lines for l in logs[:3]])
print(session.query(Log).filter(Log.level.like('inf%')).update({'level': 'INFO'}, synchronize_session='fetch'))
print(logs[0].level)
session.rollback()
print([l.level for l in logs], session.query(Log).count())
session.execute(update(Log).where(Log.level == 'info').values(lines=99))
print(logs[0].lines, logs[2].lines)
session.execute(delete(Log).where(Log.lines == 99))
print(session.scalars(select(Log.level)).all())
session.commit()
try:
    session.query(Log).update({'nope': 1})
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(Log.level).delete()
    print('deleted', session.query(Log).count())
except Exception as e:
    print(type(e).__name__, e)
try:
    session.query(Log).filter(Log.id == 1).delete(synchronize_session='wrong')
except Exception as e:
    print(type(e).__name__, e)
session.query(Log).join(Log).delete()
