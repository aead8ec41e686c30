from sqlalchemy import Column, Integer, String, case, cast, func, literal

class Exam(Base):
    __tablename__ = 'exams'
    id = Column(Integer, primary_key=True)
    pupil = Column(String)
    points = Column(Integer)

session.add_all([Exam(pupil='Al', points=95), Exam(pupil='Bo', points=72), Exam(pupil='Cy', points=31), Exam(pupil='Di', points=None)])
session.commit()

grade = case((Exam.points >= 90, 'A'), (Exam.points >= 60, 'B'), else_='F').label('grade')
for row in session.query(Exam.pupil, grade).order_by(Exam.id):
    print(row.pupil, row.grade)
print(session.query(grade, func.count(Exam.id)).group_by(grade).order_by(grade).all())
q = session.query(Exam).filter(Exam.points > 50)
print(q.with_entities(Exam.pupil).order_by(Exam.pupil).all())
print(q.with_entities(func.max(Exam.points), func.min(Exam.points)).one())
print(session.query(Exam.pupil).add_columns(Exam.points).order_by(Exam.id).first())
print(session.query(cast(Exam.points, String), Exam.pupil + '!').order_by(Exam.id).limit(2).all())
print(session.query(func.coalesce(Exam.points, 0)).order_by(Exam.id.desc()).first())
print(session.query((Exam.points + 5).label('bonus')).filter(Exam.pupil == 'Cy').scalar())
print(session.query(func.length(Exam.pupil), func.lower(Exam.pupil), literal('x')).first())
print(session.query(case({'Al': 1, 'Bo': 2}, value=Exam.pupil, else_=0)).order_by(Exam.id).all())
