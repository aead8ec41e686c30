import math
from sqlalchemy import Column, Integer, Float, String, func, case, select
from sqlalchemy.ext.hybrid import hybrid_property, hybrid_method

class Shape(Base):
    __tablename__ = 'shapes'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    width = Column(Float, nullable=False)
    height = Column(Float, nullable=False)

    @hybrid_property
    def area(self):
        return self.width * self.height

    @area.setter
    def area(self, value):
        self.width = self.height = math.sqrt(value)

    @hybrid_property
    def orientation(self):
        return 'tall' if self.height > self.width else 'wide'

    @orientation.expression
    def orientation(cls):
        return case((cls.height > cls.width, 'tall'), else_='wide')

    @hybrid_method
    def bigger_than(self, n):
        return self.area > n

    @hybrid_property
    def initial(self):
        return self.name[0]

    @initial.inplace.expression
    @classmethod
    def _initial(cls):
        return func.substr(cls.name, 1, 1)

session.add_all([Shape(name='door', width=1, height=2), Shape(name='screen', width=16, height=9), Shape(name='dot', width=0.5, height=0.5)])
session.commit()
for s in session.query(Shape).order_by(Shape.area.desc()):
    print(s.name, s.area, s.orientation, s.bigger_than(3), s.initial)
print(session.query(Shape.name).filter(Shape.orientation == 'tall').all())
print(session.query(Shape.name, Shape.area).filter(Shape.bigger_than(1)).all())
print(session.query(Shape.orientation, func.count()).group_by(Shape.orientation).order_by(Shape.orientation).all())
print(session.query(Shape).filter_by(initial='d').count())
square = Shape(name='square', width=1, height=1)
square.area = 49
print(square.width, square.height, math.isclose(square.area, 49), math.floor(2.7), math.ceil(2.1), round(math.pi, 4), math.hypot(3, 4))
session.add(square)
session.query(Shape).filter(Shape.name == 'dot').update({Shape.width: Shape.height * 4})
session.commit()
print(select(Shape.area.label('a')).where(Shape.area > 2))
print([round(v) for v in session.scalars(select(Shape.area).order_by(Shape.id))])
square.orientation = 'wide'
