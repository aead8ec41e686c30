from sqlalchemy import Column, Integer, String, event
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.exc import IntegrityError, InvalidRequestError, PendingRollbackError

class Guest(Base):
    __tablename__ = 'guests'
    id = Column(Integer, primary_key=True)
    name = Column(String(20), nullable=False, unique=True)

Base.metadata.create_all(engine)
Maker = sessionmaker(bind=engine, autoflush=False)

with Maker.begin() as s:
    s.add_all([Guest(name='Ann'), Guest(name='Bob')])

s = Maker()
s.add(Guest(name='Cat'))
print(s.query(Guest).count(), s.in_transaction())
s.flush()
print(s.query(Guest).count())
s.rollback()
print(s.in_transaction(), s.query(Guest).count())
s.close()

@event.listens_for(Maker, 'after_rollback')
def rolled(session):
    print('rolled back')

@event.listens_for(Maker, 'after_flush')
def flushed(session, ctx):
    print('flushed', sorted(g.name for g in session.new))

with Maker() as s:
    with s.begin():
        s.add(Guest(name='Dan'))
        nested = s.begin_nested()
        s.add(Guest(name='Ann'))
        try:
            s.flush()
        except IntegrityError as e:
            print(type(e.orig).__name__, nested.is_active)
            try:
                s.query(Guest).first()
            except PendingRollbackError as err:
                print(str(err).split('(Background')[0][:60])
            nested.rollback()
        s.add(Guest(name='Eve'))
    print([g.name for g in s.query(Guest).order_by(Guest.name)])

try:
    with Maker.begin() as s:
        s.add(Guest(name='Fay'))
        s.flush()
        raise RuntimeError('stop')
except RuntimeError as e:
    print(e)
s = Maker()
s.begin()
try:
    s.begin()
except InvalidRequestError as e:
    print(e)
print(s.query(Guest.name).filter(Guest.name.in_(['Fay', 'Dan'])).all())
s.close()
