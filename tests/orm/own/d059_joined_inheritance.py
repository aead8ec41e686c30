from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Person(Base):
    __tablename__ = 'people'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    type = Column(String(20))
    __mapper_args__ = {'polymorphic_identity': 'person', 'polymorphic_on': 'type'}

    def __repr__(self):
        return f'{type(self).__name__}({self.name})'

class Engineer(Person):
    __tablename__ = 'engineers'
    id = Column(Integer, ForeignKey('people.id'), primary_key=True)
    language = Column(String)
    __mapper_args__ = {'polymorphic_identity': 'engineer'}

class Manager(Person):
    __tablename__ = 'managers'
    id = Column(Integer, ForeignKey('people.id'), primary_key=True)
    budget = Column(Integer)
    __mapper_args__ = {'polymorphic_identity': 'manager'}

session.add_all([Engineer(name='Eda', language='C'), Manager(name='Max', budget=10), Person(name='Pip')])
session.commit()
print(session.query(Person).order_by(Person.id).all())
print(session.query(Engineer).one().language)
m = session.query(Manager).filter(Manager.budget > 5, Manager.name == 'Max').one()
m.budget = 20
m.name = 'Maxine'
session.commit()
print(m, m.budget, m.type)
session.delete(session.query(Engineer).first())
session.commit()
print(session.query(Person).count(), session.query(Engineer).count())
