from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import sessionmaker, scoped_session
from sqlalchemy.exc import IntegrityError, PendingRollbackError, StatementError, InvalidRequestError, OperationalError, ProgrammingError
from sqlalchemy import text

class Coupon(Base):
    __tablename__ = 'coupons'
    id = Column(Integer, primary_key=True)
    code = Column(String(5), unique=True, nullable=False)

session.add(Coupon(code='AAA'))
session.commit()
for bad in (Coupon(code='AAA'), Coupon(), Coupon(id='x', code='B'), Coupon(id=1, code='C')):
    session.add(bad)
    try:
        session.commit()
    except Exception as e:
        print(type(e).__name__, type(e.orig).__name__ if hasattr(e, 'orig') else '', str(e).split('\n')[0])
        try:
            session.query(Coupon).count()
        except PendingRollbackError as p:
            print('  pending:', str(p)[:70])
        session.rollback()
print(session.query(Coupon).count())
for sql in ('SELEC 1', 'SELECT * FROM nowhere', 'SELECT nope FROM coupons', 'INSERT INTO coupons (code) VALUES (NULL)'):
    try:
        session.execute(text(sql))
    except Exception as e:
        print(type(e).__name__, e.orig)
        session.rollback()
try:
    session.execute(text('SELECT * FROM coupons WHERE id = :id'))
except StatementError as e:
    print(str(e).splitlines()[0])
    session.rollback()
Maker = scoped_session(sessionmaker(bind=engine))
Maker.add(Coupon(code='S'))
Maker.commit()
print(Maker.query(Coupon).count(), Maker() is Maker(), Maker.registry.has())
Maker.remove()
session.close()
c = session.query(Coupon).first()
session.close()
print(c.code)
c.code = 'ZZZ'
session.commit()
print(session.query(Coupon.code).order_by(Coupon.id).first())
with session.no_autoflush:
    session.add(Coupon())
    print(session.query(Coupon).count())
session.query(Coupon).count()
