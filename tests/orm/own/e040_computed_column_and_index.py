from sqlalchemy import Column, Integer, String, Float, Computed, Index, func
from sqlalchemy.orm import column_property

class Rectangle(Base):
    __tablename__ = 'rectangles'
    id = Column(Integer, primary_key=True)
    name = Column(String(20))
    a = Column(Float, nullable=False)
    b = Column(Float, nullable=False)
    area = Column(Float, Computed('a * b'))
    half = column_property((a + b))

Index('ix_rect_ab', Rectangle.a, Rectangle.b.desc())
Index('ix_rect_lower_name', func.lower(Rectangle.name), unique=True)

r = Rectangle(name='r', a=2, b=4.5)
session.add(r)
session.commit()
print(r.area, r.half)
r.a = 10
session.commit()
print(r.area, r.half)
print(session.query(Rectangle.name).filter(Rectangle.area > 40).all())
