from sqlalchemy import Column, Integer, String, ForeignKey, case, nullslast, func
from sqlalchemy.orm import relationship
from sqlalchemy.ext.orderinglist import ordering_list

class Quiz(Base):
    __tablename__ = 'quizzes'
    id = Column(Integer, primary_key=True)
    questions = relationship('Question', order_by='Question.position', collection_class=ordering_list('position', count_from=1), back_populates='quiz')

class Question(Base):
    __tablename__ = 'questions'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    points = Column(Integer)
    position = Column(Integer)
    quiz_id = Column(ForeignKey('quizzes.id'))
    quiz = relationship(Quiz, back_populates='questions')
    answers = relationship('Answer', order_by=lambda: (Answer.good.desc(), Answer.text))

class Answer(Base):
    __tablename__ = 'answers'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    good = Column(Integer, default=0)
    question_id = Column(ForeignKey('questions.id'))

q = Quiz()
for t, p in [('one', 5), ('two', None), ('three', 2)]:
    q.questions.append(Question(text=t, points=p))
q.questions.insert(0, Question(text='zero', points=1, answers=[Answer(text='b'), Answer(text='a'), Answer(text='c', good=1)]))
session.add(q)
session.commit()
print([(x.position, x.text) for x in q.questions], [a.text for a in q.questions[0].answers])
moved = q.questions.pop()
q.questions.insert(1, moved)
session.commit()
print([(x.position, x.text) for x in q.questions])
q.questions.remove(q.questions[0])
q.questions.reorder()
session.commit()
print([(x.position, x.text) for x in q.questions], session.query(Question).filter_by(quiz_id=None).one().text)
print(session.query(Question.text).order_by(Question.points.desc().nullslast(), Question.text).all())
print(session.query(Question.text).order_by(nullslast(Question.points)).all(), session.query(Question.text).order_by(Question.points.is_(None), -Question.points).all())
print(session.query(Question.text).order_by(case({'two': 0, 'zero': 1}, value=Question.text, else_=2), Question.id).all())
print(session.query(Question.text).order_by(func.length(Question.text), Question.text.desc()).first())
base = session.query(Question.id).order_by(Question.text)
print(base.order_by(Question.id).all() == base.order_by(None).order_by(Question.text).all(), base.order_by(None))
q.questions.sort(key=lambda x: x.text)
q.questions.reorder()
session.commit()
print([(x.position, x.text) for x in q.questions])
