from sqlalchemy import Column, Integer, String, ForeignKey, func, select, update
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import aliased, relationship

class Box(Base):
    __tablename__ = "boxes"
    id = Column(Integer, primary_key=True)
    width = Column(Integer)
    height = Column(Integer)
    label_ = Column("label", String)

    @hybrid_property
    def area(self):
        "Width by height."
        return self.width * self.height

    @area.inplace.setter
    def _area_setter(self, value):
        self.width, self.height = value, 1

    @area.inplace.update_expression
    @classmethod
    def _area_update(cls, value):
        return [(cls.width, value), (cls.height, 1)]

    @hybrid_property
    def title(self):
        return self.label_

    @title.setter
    def title(self, value):
        self.label_ = value

    @hybrid_method
    def fits(self, other):
        return self.width < other.width

print(Box.area, str(Box.title), Box.area.key, Box.area.class_ is Box)
print(type(Box.area).__name__)
print(Box.title == "x", Box.area + 1, -Box.area)
print(Box.area.desc(), Box.area.label("a"), Box.area.in_([1, 2]))
B = aliased(Box, name="b")
print(B.area, B.area > 3)
print(select(B.area, Box.area).where(Box.fits(B)))
print(select(Box.title, Box.area.label("size")))
session.add_all([Box(width=2, height=3, title="a"), Box(area=7, title="b"), Box(width=1, height=1)])
session.commit()
print(session.query(Box.area).order_by(Box.area).all())
print(session.query(Box).filter_by(area=6).one().title)
print(session.query(Box).filter(Box.title == None).update({Box.area: 40}))
print(session.query(Box).filter(Box.id == 1).update({"title": "first"}))
session.commit()
print(session.execute(update(Box).where(Box.id == 2).values({Box.area: 12, Box.title: "second"})).rowcount)
session.commit()
print([(b.width, b.height, b.title) for b in session.query(Box).order_by(Box.id)])
print(session.query(func.sum(Box.area)).scalar(), session.scalar(select(func.max(Box.area))))
print(sorted(k for k in Box.__mapper__.all_orm_descriptors.keys()))
print(Box.__dict__["area"].fget.__name__)
try:
    Box.area.nothing
except AttributeError as e:
    print(e)
try:
    Box.title.nothing
except AttributeError as e:
    print(e)
try:
    session.execute(update(Box).values({Box.fits: 1}))
except Exception as e:
    print(type(e).__name__)
b = session.get(Box, 1)
try:
    del b.area
except AttributeError as e:
    print(e)
