from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship, aliased

class Employee(Base):
    __tablename__ = 'employees'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    manager_id = Column(Integer, ForeignKey('employees.id'))
    manager = relationship('Employee', remote_side=[id], back_populates='reports')
    reports = relationship('Employee', back_populates='manager')

boss = Employee(name='Olga')
boss.reports = [Employee(name='Piet'), Employee(name='Rosa')]
boss.reports[1].reports.append(Employee(name='Sven'))
session.add(boss)
session.commit()

Manager = aliased(Employee, name='manager')
rows = session.query(Employee.name, Manager.name).join(Manager, Employee.manager).order_by(Employee.name).all()
print(rows)
stmt = select(Employee).join(Employee.manager.of_type(Manager)).where(Manager.name == 'Rosa')
print(stmt)
print([e.name for e in session.scalars(stmt)])
rows = session.query(Employee.name, Manager.name).outerjoin(Manager, Employee.manager_id == Manager.id).order_by(Employee.id)
for name, manager in rows:
    print(name, '->', manager)
