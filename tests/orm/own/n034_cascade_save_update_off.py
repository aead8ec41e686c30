from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import relationship

class Cart(Base):
    __tablename__ = 'carts'
    id = Column(Integer, primary_key=True)
    lines = relationship('Line', back_populates='cart', cascade='merge')

class Line(Base):
    __tablename__ = 'lines'
    id = Column(Integer, primary_key=True)
    what = Column(String)
    cart_id = Column(Integer, ForeignKey('carts.id'))
    cart = relationship('Cart', back_populates='lines')

cart = Cart(lines=[Line(what='soap')])
session.add(cart)
print(cart in session, cart.lines[0] in session)
session.commit()
print(session.query(Line).count(), len(cart.lines))

# the other direction still cascades
brush = Line(what='brush')
brush.cart = Cart()
session.add(brush)
print(brush.cart in session)
session.commit()
print(session.query(Cart).count(), [l.what for l in brush.cart.lines])

# and a backref does not: putting the cart on a new line saves nothing
towel = Line(what='towel', cart=cart)
print(towel in session)
session.commit()
print([l.what for l in session.query(Line)])
