from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.hybrid import hybrid_property

class Box(Base):
    __tablename__ = 'boxes'
    id = Column(Integer, primary_key=True)
    label = Column(String)
    width = Column(Integer)
    height = Column(Integer)

    @hybrid_property
    def area(self):
        return self.width * self.height

    @hybrid_property
    def is_big(self):
        return self.area > 20

    @property
    def title(self):
        return self.label.title()

    @title.setter
    def title(self, value):
        self.label = value.lower()

session.add_all([Box(label='small box', width=2, height=3), Box(label='big box', width=5, height=6)])
session.commit()
for b in session.query(Box).order_by(Box.area.desc()):
    print(b.title, b.area, b.is_big)
print(session.query(Box).filter(Box.area > 10).count())
print(session.query(Box.label).filter(Box.is_big).all())
print(session.query(Box.area).order_by(Box.id).all())
b = session.query(Box).first()
b.title = 'TINY'
session.commit()
print(b.label, b.title)
