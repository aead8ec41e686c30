from sqlalchemy import Column, Integer, String, select

class Fruit(Base):
    __tablename__ = 'fruits'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    color = Column(String)

session.add_all([Fruit(name='apple', color='red'), Fruit(name='kiwi', color='green'),
                 Fruit(name='plum', color='blue'), Fruit(name='mystery')])
session.commit()
print([f.name for f in session.query(Fruit).filter(Fruit.color.in_(['red', 'blue'])).order_by(Fruit.id)])
# NULL is not in and not not-in
print([f.name for f in session.query(Fruit).filter(Fruit.color.not_in(['red', 'blue'])).order_by(Fruit.id)])
print([f.name for f in session.query(Fruit).filter(~Fruit.color.in_(['red']))])
print(session.query(Fruit).filter(Fruit.id.in_([])).all())
print(session.query(Fruit).filter(Fruit.id.notin_([])).count())
reds = select(Fruit.id).where(Fruit.color == 'red')
print(session.scalars(select(Fruit.name).where(Fruit.id.not_in(reds)).order_by(Fruit.name)).all())
print(select(Fruit.name).where(Fruit.name.in_(['a', 'b'])))
session.query(Fruit).filter(Fruit.name.in_('apple')).all()
