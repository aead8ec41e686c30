from sqlalchemy import Column, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import attribute_keyed_dict, relationship

class Shop(Base):
    __tablename__ = 'shops'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    prices_ = relationship('Price', collection_class=attribute_keyed_dict('product'), back_populates='shop', cascade='all, delete-orphan')
    prices = association_proxy('prices_', 'cents', creator=lambda k, v: Price(product=k, cents=v))

class Price(Base):
    __tablename__ = 'prices'
    id = Column(Integer, primary_key=True)
    product = Column(String)
    cents = Column(Integer)
    shop_id = Column(Integer, ForeignKey('shops.id'))
    shop = relationship('Shop', back_populates='prices_')
    shop_name = association_proxy('shop', 'name')

s = Shop(name='corner')
s.prices['tea'] = 250
s.prices['jam'] = 399
s.prices.update({'oat': 120})
session.add(s)
session.commit()
print(dict(s.prices), len(s.prices), 'tea' in s.prices, s.prices.get('no'))
s.prices['tea'] = 275
del s.prices['jam']
session.commit()
print(sorted(s.prices.items()), sorted(s.prices.keys()))
tea = session.query(Price).filter_by(product='tea').one()
print(tea.shop_name, tea.cents)
tea.shop_name = 'Corner Shop'
session.commit()
print(s.name)
print(session.query(Price).filter(Price.shop_name == 'Corner Shop').count())
print(session.query(Shop).filter(Shop.prices.any()).count())
print(Price(product='x').shop_name)
s.prices.pop('oat')
print(s.prices)
session.commit()
print(session.query(Price.product).all())
