from sqlalchemy import Column, Integer, String, ForeignKey, select, func
from sqlalchemy.orm import relationship, column_property, deferred, query_expression, with_expression

class Ticket(Base):
    __tablename__ = 'tickets'
    id = Column(Integer, primary_key=True)
    price = Column(Integer)
    person_id = Column(Integer, ForeignKey('persons.id'))

class Person(Base):
    __tablename__ = 'persons'
    id = Column(Integer, primary_key=True)
    first = Column(String(50))
    last = Column(String(50))
    full = column_property(first + ' ' + last)
    ticket_count = column_property(
        select(func.count(Ticket.id)).where(Ticket.person_id == id).correlate_except(Ticket).scalar_subquery())
    spent = query_expression()
    diary = deferred(Column(String))
    tickets = relationship('Ticket')

p = Person(first='Nina', last='Holt', diary='...', tickets=[Ticket(price=8), Ticket(price=12)])
print(p.full, p.ticket_count)
session.add_all([p, Person(first='Otto', last='Pell')])
session.commit()
print(p.full, p.ticket_count, p.spent)
p.last = 'Hart'
print(p.full)
session.commit()
print(p.full)
print(session.query(Person.first).filter(Person.full.like('% Pell')).all())
print(session.query(Person).filter(Person.ticket_count > 0).one() is p)
session.expunge_all()
spent = select(func.sum(Ticket.price)).where(Ticket.person_id == Person.id).scalar_subquery()
for p in session.query(Person).options(with_expression(Person.spent, spent)).order_by(Person.full.desc()):
    print(p.full, p.spent, 'diary' in p.__dict__)
print(session.query(Person.full, Person.diary).order_by(Person.id).all())
