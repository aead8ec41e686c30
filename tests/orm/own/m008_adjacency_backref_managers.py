from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, backref

class Employee(Base):
    __tablename__ = 'employees'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    manager_id = Column(Integer, ForeignKey('employees.id'))
    reports = relationship('Employee', backref=backref('manager', remote_side=[id]))

boss = Employee(name='Boss')
ann = Employee(name='Ann', manager=boss)
bob = Employee(name='Bob', manager=boss)
cid = Employee(name='Cid', manager=bob)
session.add(boss)
session.commit()
print([e.name for e in boss.reports])
e = cid
while e:
    print(e.name)
    e = e.manager
