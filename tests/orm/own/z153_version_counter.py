from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import Session
class U(Base):
    __tablename__ = 'u'
    id = Column(Integer, primary_key=True)
    version = Column(Integer)
    name = Column(String)
    __mapper_args__ = {'version_id_col': version}
u = U(name='a')
session.add(u)
session.commit()
u.name = 'b'
session.commit()
print(u.version)
with Session(engine) as other:
    v = other.get(U, 1)
    u.name = 'c'
    session.commit()
    v.name = 'd'
    other.commit()
