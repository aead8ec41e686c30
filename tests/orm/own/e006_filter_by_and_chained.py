from sqlalchemy import Column, Integer, String, Boolean, or_

class Member(Base):
    __tablename__ = 'members'
    id = Column(Integer, primary_key=True)
    first = Column(String(30))
    last = Column(String(30))
    age = Column(Integer)
    active = Column(Boolean, default=True)

people = [('Ada', 'Byron', 36), ('Alan', 'Turing', 41), ('Grace', 'Hopper', 85), ('Ada', 'Yonath', 70)]
for first, last, age in people:
    session.add(Member(first=first, last=last, age=age, active=age < 80))
session.commit()

print(session.query(Member).filter_by(first='Ada').count())
print(session.query(Member).filter_by(first='Ada', last='Yonath').one().age)
q = session.query(Member).filter(Member.active)
q = q.filter(Member.age > 30)
q = q.filter_by(last='Turing')
print([m.first for m in q])
print([m.last for m in session.query(Member).filter(~Member.active)])
print([m.last for m in session.query(Member).filter(Member.active == True, or_(Member.age < 40, Member.last.contains('ona'))).order_by(Member.last)])
print([m.last for m in session.query(Member).filter(Member.age.notin_([36, 41])).order_by(Member.age.desc())])
print(session.query(Member).filter((Member.age > 50) & (Member.first == 'Ada')).first().last)
print(session.query(Member).filter(Member.first + ' ' + Member.last == 'Alan Turing').count())
print(session.query(Member).filter(Member.age * 2 > 100).count(), session.query(Member).filter(Member.age % 2 == 0).count())
