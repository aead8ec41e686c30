from sqlalchemy import Column, Integer, String

class Currency(Base):
    __tablename__ = 'currencies'
    code = Column(String(3), primary_key=True)
    name = Column(String)

session.add(Currency(name='Krone'))
try:
    session.commit()
except Exception as e:
    print(type(e).__name__)
    print(str(e).split('\n')[0])
    session.rollback()
session.add_all([Currency(code='NOK', name='Krone'), Currency(code='SEK', name='Krona')])
session.commit()
print(session.get(Currency, 'NOK').name, session.get(Currency, 'nok'))
c = session.get(Currency, 'SEK')
c.code = 'SEX'
session.commit()
print([x.code for x in session.query(Currency).order_by(Currency.code)])
session.add(Currency(code='TOOLONG', name='no check in SQLite'))
session.commit()
print(session.query(Currency).count())
