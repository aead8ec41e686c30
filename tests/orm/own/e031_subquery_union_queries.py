from sqlalchemy import Column, Integer, String, ForeignKey, func
from sqlalchemy.orm import relationship

class Vendor(Base):
    __tablename__ = 'vendors'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    offers = relationship('Offer', backref='vendor')

class Offer(Base):
    __tablename__ = 'offers'
    id = Column(Integer, primary_key=True)
    item = Column(String)
    price = Column(Integer)
    vendor_id = Column(Integer, ForeignKey('vendors.id'))

session.add(Vendor(name='Alto', offers=[Offer(item='cup', price=3), Offer(item='pan', price=20)]))
session.add(Vendor(name='Brio', offers=[Offer(item='cup', price=2)]))
session.add(Vendor(name='Cold'))
session.commit()

counts = session.query(Offer.vendor_id, func.count('*').label('n')).group_by(Offer.vendor_id).subquery()
for v, n in session.query(Vendor, counts.c.n).outerjoin(counts, Vendor.id == counts.c.vendor_id).order_by(Vendor.id):
    print(v.name, n)
cheapest = session.query(func.min(Offer.price)).scalar_subquery()
print(session.query(Offer).filter(Offer.price == cheapest).one().vendor.name)
avg = session.query(func.avg(Offer.price).label('a')).subquery()
print(session.query(Offer.item).filter(Offer.price > avg.c.a).all())
ids = session.query(Offer.vendor_id).filter(Offer.item == 'cup')
print([v.name for v in session.query(Vendor).filter(Vendor.id.in_(ids)).order_by(Vendor.name)])
q1 = session.query(Vendor).filter(Vendor.name == 'Alto')
q2 = session.query(Vendor).filter(Vendor.name >= 'Brio')
print(sorted(v.name for v in q1.union(q2)))
print(q1.union_all(q1).count(), q1.union(q1).count())
print(session.query(Vendor.name).filter(Vendor.name.like('%o')).except_(session.query(Vendor.name).filter(Vendor.id == 1)).all())
