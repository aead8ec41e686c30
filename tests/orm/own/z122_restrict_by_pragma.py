from sqlalchemy import Column, Integer, String, ForeignKey, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import relationship
@event.listens_for(Engine, 'connect')
def fk_on(dbapi_connection, record):
    cursor = dbapi_connection.cursor()
    cursor.execute('PRAGMA foreign_keys=ON')
    cursor.close()
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey('a.id', ondelete='RESTRICT'), nullable=False)
    a = relationship('A')
session.add(B(a=A()))
session.commit()
session.delete(session.get(A, 1))
session.commit()
