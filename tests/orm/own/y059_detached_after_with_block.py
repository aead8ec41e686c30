from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship, Session, joinedload, selectinload
from sqlalchemy.orm.exc import DetachedInstanceError, ObjectDeletedError, StaleDataError

class Shop(Base):
    __tablename__ = 'shops'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    clerks = relationship('Clerk', back_populates='shop')

class Clerk(Base):
    __tablename__ = 'clerks'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    shop_id = Column(Integer, ForeignKey('shops.id'))
    shop = relationship('Shop', back_populates='clerks')

def load(id_, *options):
    with Session(engine) as s:
        return s.get(Shop, id_, options=options)

with Session(engine) as s:
    shop = Shop(name='Corner', clerks=[Clerk(name='Al'), Clerk(name='Bo')])
    s.add(shop)
    s.commit()
    ident = shop.id
try:
    print(shop.name)
except DetachedInstanceError as e:
    print(e)
shop = load(ident)
print(shop.name)
try:
    print(shop.clerks)
except DetachedInstanceError as e:
    print(e)
shop = load(ident, selectinload(Shop.clerks))
print([c.name for c in shop.clerks])
try:
    shop.clerks[0].shop
    print('loaded from', shop.clerks[0].shop.name)
except DetachedInstanceError as e:
    print('no', e)
shop.name = 'Renamed'
shop.clerks.append(Clerk(name='Cy'))
with Session(engine) as s:
    s.add(shop)
    s.commit()
    print(s.query(Clerk).count(), shop.name)
with Session(engine) as s:
    mine = s.get(Shop, ident)
    session.query(Shop).delete()
    session.commit()
    s.expire_all()
    try:
        mine.name
    except ObjectDeletedError as e:
        print(e)
    mine.name = 'late'
    try:
        s.commit()
    except StaleDataError as e:
        print(e)
print(load(ident))
load(ident).name
