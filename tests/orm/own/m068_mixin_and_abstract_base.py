from sqlalchemy import Column, Integer, String, ForeignKey
from sqlalchemy.orm import declared_attr

class NameMixin:
    name = Column(String(40), nullable=False)

    def shout(self):
        return self.name.upper()

class Model(Base):
    __abstract__ = True
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + 's'

    def __repr__(self):
        return f'<{type(self).__name__} {self.id}>'

class Fruit(NameMixin, Model):
    sweet = Column(Integer)

class Tool(NameMixin, Model):
    pass

session.add_all([Fruit(name='fig', sweet=9), Tool(name='saw')])
session.commit()
print(session.query(Fruit).all(), session.query(Tool).first().shout())
print(Fruit.__tablename__, Tool.__table__.columns.keys())
