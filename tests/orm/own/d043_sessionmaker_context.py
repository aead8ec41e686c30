from sqlalchemy import create_engine, Column, Integer, String
from sqlalchemy.orm import sessionmaker, declarative_base

engine = create_engine('sqlite:///:memory:')
Base = declarative_base()
Session = sessionmaker(bind=engine)

class Lamp(Base):
    __tablename__ = 'lamps'
    id = Column(Integer, primary_key=True)
    place = Column(String)
    on = Column(Integer, default=0)

Base.metadata.create_all(engine)

def switch(session, place):
    lamp = session.query(Lamp).filter_by(place=place).first()
    if lamp is None:
        lamp = Lamp(place=place)
        session.add(lamp)
        session.flush()
    lamp.on = 1 - lamp.on
    return lamp.on

with Session() as session:
    print(switch(session, 'hall'))
    session.commit()

with Session.begin() as session:
    print(switch(session, 'hall'))
    print(switch(session, 'attic'))

session = Session()
print([(l.place, l.on) for l in session.query(Lamp).order_by(Lamp.id)])
try:
    switch(session, 'attic')
    raise RuntimeError('power cut')
except RuntimeError as e:
    session.rollback()
    print(e)
finally:
    print(session.query(Lamp).filter_by(on=1).count())
    session.close()
