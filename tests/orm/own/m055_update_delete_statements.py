from sqlalchemy import Column, Integer, String, select, update, delete

class Product(Base):
    __tablename__ = 'products'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    price = Column(Integer)

pen = Product(name='pen', price=2)
session.add_all([pen, Product(name='bag', price=40), Product(name='cup', price=5)])
session.commit()
print(pen.price)
result = session.execute(update(Product).where(Product.price < 10).values(price=Product.price * 2))
print(result.rowcount, pen.price)
session.execute(update(Product).where(Product.name == 'bag').values({'price': 35}))
result = session.execute(delete(Product).where(Product.name == 'cup'))
print(result.rowcount)
session.commit()
print(session.execute(select(Product.name, Product.price).order_by(Product.id)).all())
