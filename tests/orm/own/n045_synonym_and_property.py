from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import synonym, synonym_for

class Job(Base):
    __tablename__ = 'jobs'
    id = Column(Integer, primary_key=True)
    job_status = Column(String(20))
    status = synonym('job_status')
    _title = Column('title', String(40))

    @property
    def title(self):
        return self._title.upper() if self._title else '(none)'

    @title.setter
    def title(self, value):
        self._title = value.strip()

    title = synonym('_title', descriptor=title)

    @synonym_for('id')
    @property
    def number(self):
        return f'#{self.id:03}'

j = Job(status='waiting', title='  bake bread ')
print(j.job_status, j.title, j._title)
session.add(j)
session.add(Job(job_status='done'))
session.commit()

j.status = 'running'
session.commit()
print(j.job_status, j.number)
print(session.query(Job).filter(Job.status == 'running').one().title)
print(session.query(Job).filter_by(title='bake bread').count())
print(session.scalars(select(Job.status).order_by(Job.status)).all())
print(session.query(Job.id).filter(Job.number == 2).all())
print(Job.__table__.c.keys())
print(select(Job.id).where(Job.title.like('b%')).order_by(Job.status))
