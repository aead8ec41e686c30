from sqlalchemy import Column, Integer, String, ForeignKey

class Employee(Base):
    __tablename__ = 'employees'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    type = Column(String)
    __mapper_args__ = {'polymorphic_on': type, 'polymorphic_identity': 'employee'}

class Engineer(Employee):
    __tablename__ = 'engineers'
    id = Column(Integer, ForeignKey('employees.id'), primary_key=True)
    language = Column(String)
    __mapper_args__ = {'polymorphic_identity': 'engineer'}

class Manager(Employee):
    __tablename__ = 'managers'
    id = Column(Integer, ForeignKey('employees.id'), primary_key=True)
    budget = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'manager'}

session.add_all([Engineer(name='Ann', language='Python'), Manager(name='Bob', budget=9), Employee(name='Cid')])
session.commit()
session.expunge_all()
for e in session.query(Employee).order_by(Employee.id):
    print(type(e).__name__, e.name, e.type)
print(session.query(Engineer).filter(Engineer.language == 'Python', Engineer.name == 'Ann').one().id)
session.delete(session.query(Manager).one())
session.commit()
print(session.query(Employee).count(), session.query(Manager).count())
