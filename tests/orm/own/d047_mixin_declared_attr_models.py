from sqlalchemy import Column, Integer, String, DateTime, ForeignKey, func
from sqlalchemy.orm import relationship, declared_attr, declarative_base

class TableNameMixin:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + 's'

    id = Column(Integer, primary_key=True)

class Stamped:
    created_at = Column(DateTime, server_default=func.now())

    @classmethod
    def describe(cls):
        return f'{cls.__name__} is stored in {cls.__tablename__}'

Base = declarative_base()

class Farm(TableNameMixin, Stamped, Base):
    name = Column(String(30), nullable=False)
    fields = relationship('Field', back_populates='farm')

class Field(TableNameMixin, Base):
    crop = Column(String)
    farm_id = Column(ForeignKey('farms.id'))
    farm = relationship('Farm', back_populates='fields')

print(Farm.describe())
print(Field.__tablename__, Field.__table__.columns.keys())
print(hasattr(Field, 'created_at'), hasattr(Farm, 'created_at'))
f = Farm(name='Hill', fields=[Field(crop='rye')])
session.add(f)
session.commit()
print(f.fields[0].crop, f.created_at is not None)
