from sqlalchemy import Column, Integer, String, ForeignKey, select
from sqlalchemy.orm import relationship

class Writer(Base):
    __tablename__ = 'writers'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    essays = relationship('Essay', back_populates='writer')

class Essay(Base):
    __tablename__ = 'essays'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    writer_id = Column(Integer, ForeignKey('writers.id'))
    writer = relationship('Writer', back_populates='essays')

session.add(Writer(name='Woolf', essays=[Essay(title='Room')]))
session.commit()
essay = session.query(Essay).first()
for attempt in [
    lambda: session.query(Essay).filter(Essay.writer == 'Woolf').all(),
    lambda: session.query(Writer).filter(Writer.essays == essay).all(),
    lambda: session.query(Essay).filter(Essay.writer.name == 'Woolf').all(),
    lambda: session.query(Essay).filter(Essay.writer.in_([1])).all(),
    lambda: session.query(Writer).filter(Writer.name == 'Woolf' and Writer.id == 1).all(),
    lambda: session.query(Essay).join(Writer.essays).all(),
    lambda: session.query(Essay).order_by(Essay.titel),
    lambda: session.query(Essay.title).filter(Essay.writer.any()).all(),
    lambda: session.query(Writer).filter(Writer.essays.has()).all(),
    lambda: session.query('Essay').all(),
]:
    try:
        print('result', attempt())
    except Exception as e:
        print(type(e).__name__, '|', str(e).split('\n')[0])
