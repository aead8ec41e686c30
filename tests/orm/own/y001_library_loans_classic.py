from datetime import date, timedelta
from sqlalchemy import Column, Integer, String, Date, ForeignKey, CheckConstraint
from sqlalchemy.orm import relationship, declarative_base

Base = declarative_base()

class Member(Base):
    __tablename__ = 'members'
    __table_args__ = (CheckConstraint('max_loans >= 0', name='ck_max_loans'), {'comment': 'people of the library'})
    id = Column(Integer, primary_key=True, autoincrement=True)
    first_name = Column('first', String(40), nullable=False)
    last_name = Column('last', String(40), nullable=False)
    max_loans = Column(Integer, default=3)
    loans = relationship('Loan', back_populates='member', order_by='desc(Loan.due)', lazy='select')

    @property
    def full_name(self):
        return ' '.join([self.first_name, self.last_name])

    def can_borrow(self):
        return sum(1 for l in self.loans if not l.returned) < self.max_loans

class Loan(Base):
    __tablename__ = 'loans'
    id = Column(Integer, primary_key=True)
    title = Column(String(80))
    due = Column(Date)
    returned_on = Column(Date, nullable=True)
    member_id = Column(Integer, ForeignKey('members.id', name='fk_loan_member'), index=True)
    member = relationship('Member', back_populates='loans')

    @property
    def returned(self):
        return self.returned_on is not None

    def __repr__(self):
        status = 'back' if self.returned else 'out until {:%d.%m.%Y}'.format(self.due)
        return f'<{self.title!r}: {status}>'

start = date(2024, 2, 27)
m = Member(first_name='Ida', last_name='Berg')
for i, t in enumerate(('Emma', 'Dune', 'Ulysses')):
    m.loans.append(Loan(title=t, due=start + timedelta(days=7 * i)))
session.add(m)
session.commit()
print(m.full_name, m.can_borrow())
print(m.loans)
m.loans[-1].returned_on = start + timedelta(weeks=1, days=-2)
session.commit()
print(m.can_borrow(), [l.title for l in m.loans if l.returned])
late = session.query(Loan).filter(Loan.due < date(2024, 3, 10), Loan.returned_on.is_(None)).all()
print(late, (date(2024, 3, 15) - late[0].due).days)
print(Member.__table__.comment, sorted(c.name for c in Member.__table__.columns))
