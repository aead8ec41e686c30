from sqlalchemy import Column, Integer, create_engine, select
from sqlalchemy.orm import declarative_base, relationship, Session
B1 = declarative_base()
B2 = declarative_base()
class A(B1):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    bs = relationship('Bb')
class Bb(B1):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
try:
    A()
except Exception as e:
    print(type(e).__name__)
class C(B2):
    __tablename__ = 'c'
    id = Column(Integer, primary_key=True)
e = create_engine('sqlite://')
B2.metadata.create_all(e)
s = Session(e)
s.add(C())
s.commit()
print(s.get(C, 1).id, s.query(C).count(), s.scalars(select(C)).all()[0].id)
