import enum
from sqlalchemy import Column, Enum, Integer, String

class Status(enum.Enum):
    todo = 'To do'
    done = 'Done'

class Chore(Base):
    __tablename__ = 'chores'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    status = Column(Enum(Status), default=Status.todo, nullable=False)
    size = Column(Enum('small', 'big', name='size'))

session.add_all([Chore(name='dishes', size='small'), Chore(name='attic', status=Status.done, size='big'), Chore(name='bin', status='done')])
session.commit()
for c in session.query(Chore).order_by(Chore.id):
    print(c.name, c.status, c.status.value, c.status is Status.done, c.size)
print(session.query(Chore).filter_by(status=Status.done).count())
print(session.query(Chore).filter(Chore.status == 'todo').one().name)
session.add(Chore(name='roof', size='huge'))
session.commit()
print(session.query(Chore).filter_by(name='roof').one().size)
