from sqlalchemy import Column, Integer, String, Text, Boolean, TypeDecorator, cast, func, select, type_coerce, DateTime
from sqlalchemy.types import UserDefinedType
import json
import datetime

class JSONList(TypeDecorator):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else ','.join(str(v) for v in value)

    def process_result_value(self, value, dialect):
        return None if value is None else [int(v) for v in value.split(',') if v]

class LowerString(TypeDecorator):
    impl = String(30)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.lower() if value is not None else value

class YesNo(TypeDecorator):
    impl = String(1)
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return {True: 'Y', False: 'N', None: None}[value]
    def process_result_value(self, value, dialect):
        return value == 'Y'

class Survey(Base):
    __tablename__ = 'surveys'
    id = Column(Integer, primary_key=True)
    email = Column(LowerString, unique=True)
    answers = Column(JSONList)
    active = Column(YesNo, default=True)

session.add_all([Survey(email='ANN@X.org', answers=[1, 2, 3]), Survey(email='Bob@x.ORG', answers=(), active=False), Survey(email=None)])
session.commit()
for s in session.query(Survey).order_by(Survey.id):
    print(s.email, s.answers, s.active)
print(session.query(Survey).filter(Survey.email == 'aNN@x.ORG').one().id, session.query(Survey.answers).filter(Survey.active == False).all())
s = session.get(Survey, 1)
s.answers.append(4)
session.commit()
print(s.answers)
s.answers = s.answers + [4]
session.commit()
print(s.answers, session.execute(select(type_coerce(Survey.answers, String)).where(Survey.id == 1)).scalar())
print(repr(Survey.__table__.c.email.type), Survey.answers.type, session.scalar(select(cast('42', Integer))))
print(session.query(Survey).filter(Survey.answers == [1, 2, 3, 4]).count(), session.query(Survey.email).filter(Survey.email.in_(['BOB@X.ORG'])).scalar())
s.active = 'maybe'
session.commit()
