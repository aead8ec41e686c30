from sqlalchemy import Column, Integer, String, func
class Item(Base):
    __tablename__ = 'items'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Integer)
session.add_all([Item(name='a', price=1), Item(name='b', price=2), Item(name='a', price=3)])
session.commit()
for name, total in session.query(Item.name, func.sum(Item.price)).group_by(Item.name):
    print(name, total)
print(session.query(Item.name, Item.price).filter(Item.name == 'a').group_by(Item.name).all())
print(session.query(func.count(func.distinct(Item.name))).scalar(), session.query(Item.name).distinct().all())
print(session.query(Item).group_by('name').count())
print(session.query(Item.name, func.max(Item.price)).having(func.max(Item.price) > 2).all())
