from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, selectinload

class Task(Base):
    __tablename__ = 'task'
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey('task.id'))
    title = Column(String(40))
    subtasks = relationship('Task', lazy='joined', join_depth=2, order_by='Task.title')

move = Task(title='Move house', subtasks=[
    Task(title='Pack', subtasks=[Task(title='Buy boxes', subtasks=[Task(title='Measure books')])]),
    Task(title='Clean'),
])
session.add(move)
session.commit()
session.expunge_all()

top = session.scalars(select(Task).where(Task.parent_id == None)).unique().one()
print([t.title for t in top.subtasks])
print('subtasks' in top.__dict__, 'subtasks' in top.subtasks[1].__dict__)
boxes = top.subtasks[1].subtasks[0]
print('subtasks' in boxes.__dict__)
print([t.title for t in boxes.subtasks])

session.expunge_all()
t = session.query(Task).options(
    selectinload(Task.subtasks, recursion_depth=1)).filter_by(title='Move house').one()
print(len(t.subtasks), [s.title for s in t.subtasks[1].subtasks])
