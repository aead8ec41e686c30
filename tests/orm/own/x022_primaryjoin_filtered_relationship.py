from sqlalchemy import Column, ForeignKey, Integer, String, and_, Boolean
from sqlalchemy.orm import foreign, relationship, remote

class Member(Base):
    __tablename__ = 'member'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    loans = relationship('Loan', back_populates='member')
    open_loans = relationship(
        'Loan',
        primaryjoin='and_(Member.id == Loan.member_id, Loan.returned == False)',
        order_by='desc(Loan.id)', viewonly=True)
    last_city = relationship('Address', primaryjoin=lambda: and_(Member.id == foreign(Address.member_id), Address.city != None), uselist=False, viewonly=True)

class Loan(Base):
    __tablename__ = 'loan'
    id = Column(Integer, primary_key=True)
    book = Column(String)
    returned = Column(Boolean, default=False)
    member_id = Column(Integer, ForeignKey('member.id'))
    member = relationship('Member', back_populates='loans')

class Address(Base):
    __tablename__ = 'address'
    id = Column(Integer, primary_key=True)
    member_id = Column(Integer)
    city = Column(String)

m = Member(name='Nan', loans=[Loan(book='Emma'), Loan(book='Ulysses', returned=True), Loan(book='Dune')])
session.add_all([m, Address(member_id=1), Address(member_id=1, city='Bath')])
session.commit()
print([l.book for l in m.open_loans])
print(m.last_city.city)
m.loans[0].returned = True
session.flush()
print([l.book for l in m.open_loans])
session.commit()
print([l.book for l in m.open_loans])
print(session.query(Member).join(Member.open_loans).filter(Loan.book == 'Dune').count())
m.open_loans.append(Loan(book='Lost'))
session.commit()
print(session.query(Loan).count())
