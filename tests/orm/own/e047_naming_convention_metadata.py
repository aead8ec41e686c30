from sqlalchemy import MetaData, Table, Column, Integer, String, ForeignKey, UniqueConstraint, CheckConstraint, Index
from sqlalchemy.orm import declarative_base, relationship

convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Base = declarative_base(metadata=MetaData(naming_convention=convention))

class Brand(Base):
    __tablename__ = 'brand'
    id = Column(Integer, primary_key=True)
    name = Column(String(30), unique=True)
    bikes = relationship('Bike', backref='brand')

class Bike(Base):
    __tablename__ = 'bike'
    id = Column(Integer, primary_key=True)
    model = Column(String(30), index=True)
    gears = Column(Integer)
    brand_id = Column(Integer, ForeignKey('brand.id'))
    __table_args__ = (
        UniqueConstraint('model', 'brand_id'),
        CheckConstraint('gears > 0', name='positive_gears'),
    )

print(sorted(c.name for c in Bike.__table__.constraints))
print([t.name for t in Base.metadata.sorted_tables])
print([i.name for i in Bike.__table__.indexes])
