from sqlalchemy import Column, Integer, String

class Wallet(Base):
    __tablename__ = 'wallets'
    id = Column(Integer, primary_key=True)
    owner = Column(String)
    money = Column(Integer, default=0)

w = Wallet(owner='Pia', money=10)
session.add(w)
session.commit()
w.money = 99
w.owner = 'Thief'
print(w.money, w.owner)
session.rollback()
print(w.money, w.owner)

extra = Wallet(owner='Tmp')
session.add(extra)
session.flush()
print(extra.id, extra in session)
session.rollback()
print(extra in session, session.query(Wallet).count())
print(extra.id, extra.owner)
