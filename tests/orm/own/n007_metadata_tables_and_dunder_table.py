from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, inspect, insert, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import relationship

employees = Table('employees', Base.metadata,
    Column('employee_id', Integer, primary_key=True),
    Column('employee_name', String(60), nullable=False, key='name'),
    Column('dept_id', Integer, ForeignKey('departments.dept_id')))

class Department(Base):
    __table__ = Table('departments', Base.metadata,
        Column('dept_id', Integer, primary_key=True),
        Column('title', String(30), unique=True))
    staff = relationship('Employee', back_populates='department')

class Employee(Base):
    __table__ = employees
    department = relationship('Department', back_populates='staff')

print([t.name for t in Base.metadata.sorted_tables], 'employees' in Base.metadata.tables)
print(employees.c.keys(), employees.c.name.name, employees.c['name'].nullable)
print([c.name for c in employees.primary_key], [str(fk.column) for fk in employees.foreign_keys])
print(employees.c.dept_id.type, repr(employees.c.name.type), employees.c.name.table is employees)

Base.metadata.create_all(engine)
insp = inspect(engine)
print(insp.get_table_names(), insp.has_table('ghosts'))
print([(c['name'], str(c['type']), c['nullable']) for c in insp.get_columns('employees')])

session.add(Department(title='Kitchen', staff=[Employee(name='Vic')]))
session.commit()
session.execute(insert(employees).values(name='Wim', dept_id=1))
print(session.query(Department).one().staff[1].name)
print(select(employees.c.name).where(employees.c.dept_id == 1))
try:
    Table('employees', Base.metadata, Column('id', Integer))
except InvalidRequestError as e:
    print(e)
print(Table('employees', Base.metadata) is employees)
session.commit()
employees.drop(engine)
print(inspect(engine).get_table_names())
