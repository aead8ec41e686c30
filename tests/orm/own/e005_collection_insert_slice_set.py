from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Queue(Base):
    __tablename__ = 'queues'
    id = Column(Integer, primary_key=True)
    jobs = relationship('Job', back_populates='queue', order_by='Job.id')

class Job(Base):
    __tablename__ = 'jobs'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    queue_id = Column(Integer, ForeignKey('queues.id'))
    queue = relationship('Queue', back_populates='jobs')

    def __repr__(self):
        return self.name

q = Queue()
q.jobs.append(Job(name='one'))
q.jobs.insert(0, Job(name='zero'))
q.jobs.extend([Job(name='two'), Job(name='three')])
print(q.jobs, len(q.jobs))
session.add(q)
session.commit()
print(q.jobs)
print(q.jobs[1:3], q.jobs[-1])
old = q.jobs[0]
q.jobs[0] = Job(name='new')
print(q.jobs, old.queue)
del q.jobs[1]
session.commit()
print(q.jobs)
print([(j.name, j.queue_id) for j in session.query(Job).order_by(Job.id)])
