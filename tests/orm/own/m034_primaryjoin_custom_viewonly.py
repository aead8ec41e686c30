from sqlalchemy import Column, Integer, String, Boolean, ForeignKey
from sqlalchemy.orm import relationship

class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    tasks = relationship('Task', back_populates='user', order_by='Task.id')
    open_tasks = relationship('Task',
        primaryjoin='and_(User.id == Task.user_id, Task.done == False)',
        viewonly=True)

class Task(Base):
    __tablename__ = 'tasks'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    done = Column(Boolean, default=False)
    user_id = Column(Integer, ForeignKey('users.id'))
    user = relationship('User', back_populates='tasks')

u = User(name='Ann', tasks=[Task(title='wash'), Task(title='cook', done=True), Task(title='iron')])
session.add(u)
session.commit()
print([t.title for t in u.tasks])
print([t.title for t in u.open_tasks])
u.tasks[0].done = True
session.commit()
print([t.title for t in u.open_tasks])
