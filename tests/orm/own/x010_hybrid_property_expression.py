from sqlalchemy import Column, Float, Integer, String, case, func, select
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property

class Parcel(Base):
    __tablename__ = 'parcels'
    id = Column(Integer, primary_key=True)
    code = Column(String)
    width = Column(Integer)
    height = Column(Integer)

    @hybrid_property
    def area(self):
        return self.width * self.height

    @area.setter
    def area(self, value):
        self.width, self.height = value, 1

    @hybrid_property
    def size(self):
        return 'big' if self.area > 50 else 'small'

    @size.expression
    def size(cls):
        return case((cls.area > 50, 'big'), else_='small')

    @hybrid_method
    def fits(self, w, h):
        return (self.width <= w) & (self.height <= h)

session.add_all([Parcel(code='a', width=3, height=4), Parcel(code='b', width=10, height=9), Parcel(code='c', width=1, height=60)])
session.commit()
p = session.query(Parcel).filter(Parcel.area == 12).one()
print(p.code, p.area, p.size, p.fits(5, 5))
print(session.query(Parcel.code, Parcel.size).order_by(Parcel.area.desc()).all())
print([x.code for x in session.query(Parcel).filter(Parcel.fits(10, 10)).order_by(Parcel.id)])
p.area = 7
session.commit()
print(p.width, p.height)
print(session.execute(select(Parcel.size, func.sum(Parcel.area)).group_by(Parcel.size).order_by(Parcel.size)).all())
print(select(Parcel.area))
print(session.query(Parcel).filter(Parcel.size == 'big').count())
