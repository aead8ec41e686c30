from sqlalchemy import Column, Integer, String, ForeignKey, Boolean
from sqlalchemy.orm import relationship, backref

class Project(Base):
    __tablename__ = 'projects'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    tasks = relationship('Task', backref=backref('project', lazy='joined'), lazy='dynamic', cascade='all, delete-orphan', order_by='Task.title')

class Task(Base):
    __tablename__ = 'tasks'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    done = Column(Boolean, default=False)
    project_id = Column(Integer, ForeignKey('projects.id'))

    def __repr__(self):
        return f'{"[x]" if self.done else "[ ]"} {self.title}'

p = Project(name='House')
session.add(p)
for t in ['roof', 'walls', 'door']:
    p.tasks.append(Task(title=t))
print(p.tasks.count())
session.commit()
print(p.tasks.all(), p.tasks.filter_by(done=True).count(), p.tasks[0], p.tasks.first())
p.tasks.filter(Task.title.startswith('r')).one().done = True
session.commit()
print([t for t in p.tasks if t.done], p.tasks.order_by(None).order_by(Task.id.desc()).limit(2).all())
p.tasks.remove(p.tasks[2])
session.commit()
print(session.query(Task).count())
print(p.tasks.order_by(None).filter_by(done=False).update({'done': True}), p.tasks.all())
p.tasks.extend([Task(title='x'), Task(title='y')])
print(len(list(p.tasks)), str(p.tasks.filter(Task.done)).count('?'))
try:
    len(p.tasks)
except TypeError as e:
    print(e)
p.tasks = [Task(title='only')]
session.commit()
print(p.tasks.all(), type(p.tasks).__name__)
session.delete(p)
session.commit()
print(session.query(Task).first())
session.query(Project).filter(Project.tasks.any()).all()
p.tasks.sort()
