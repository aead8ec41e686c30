from sqlalchemy import create_engine, Column, Integer, String, ForeignKey
from sqlalchemy.orm import sessionmaker, relationship, declarative_base

engine = create_engine('sqlite:///:memory:')
Base = declarative_base()

class Department(Base):
    __tablename__ = 'departments'
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    workers = relationship('Worker', backref='department')

class Worker(Base):
    __tablename__ = 'workers'
    id = Column(Integer, primary_key=True)
    name = Column(String(50))
    department_id = Column(Integer, ForeignKey('departments.id'))

Base.metadata.create_all(engine)
Session = sessionmaker(bind=engine)
session = Session()

it = Department(name='IT')
session.add(it)
session.commit()
session.add(Worker(name='Kim', department_id=it.id))
session.add(Worker(name='Lee', department=it))
session.commit()
for worker in session.query(Worker).order_by(Worker.name):
    print(f'{worker.name} works in {worker.department.name}')
session.close()
print(sorted(Base.metadata.tables))
