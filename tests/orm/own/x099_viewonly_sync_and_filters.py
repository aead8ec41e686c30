from sqlalchemy import Column, ForeignKey, Integer, String, Boolean, and_, func, select
from sqlalchemy.orm import aliased, configure_mappers, foreign, relationship, selectinload

class Ward(Base):
    __tablename__ = 'wards'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    beds = relationship('Bed', back_populates='ward', order_by='Bed.number')
    free_beds = relationship('Bed', primaryjoin='and_(Ward.id == Bed.ward_id, Bed.patient == None)', viewonly=True)

class Bed(Base):
    __tablename__ = 'beds'
    id = Column(Integer, primary_key=True)
    number = Column(Integer)
    patient = Column(String)
    ward_id = Column(Integer, ForeignKey('wards.id'))
    ward = relationship('Ward', back_populates='beds')

highest = select(func.max(Bed.number).label('number'), Bed.ward_id).group_by(Bed.ward_id).alias('highest')
partitioned = select(Bed, func.row_number().over(order_by=Bed.number.desc(), partition_by=Bed.ward_id).label('index')).alias()
PartBed = aliased(Bed, partitioned)
Ward.top_two = relationship(PartBed, primaryjoin=and_(PartBed.ward_id == Ward.id, partitioned.c.index <= 2), viewonly=True)

session.add_all([
    Ward(name='north', beds=[Bed(number=1, patient='Al'), Bed(number=2), Bed(number=3), Bed(number=4, patient='Bo')]),
    Ward(name='south', beds=[Bed(number=5)]),
])
session.commit()
for w in session.query(Ward).order_by(Ward.id):
    print(w.name, [b.number for b in w.beds], [b.number for b in w.free_beds])
session.expunge_all()
for w in session.scalars(select(Ward).options(selectinload(Ward.top_two), selectinload(Ward.free_beds)).order_by(Ward.id)):
    print(w.name, sorted(b.number for b in w.top_two), len(w.free_beds))
north = session.query(Ward).filter_by(name='north').one()
bed = north.free_beds[0]
bed.patient = 'Cy'
session.flush()
print(len(north.free_beds))
session.expire(north, ['free_beds'])
print(len(north.free_beds))
north.free_beds.clear()
session.commit()
print(session.query(Bed).filter(Bed.ward_id == None).count())
print(session.query(Ward.name).filter(Ward.free_beds.any()).order_by(Ward.name).all())
print(session.query(Ward.name, Bed.number).join(Ward.free_beds).order_by(Bed.number).all())
try:
    class Wing(Base):
        __tablename__ = 'wings'
        id = Column(Integer, primary_key=True)
        wing_id = Column(ForeignKey('wings.id'))
        rooms = relationship('Wing', viewonly=True, cascade='all, delete-orphan')
except Exception as e:
    print(type(e).__name__, e)
try:
    relationship('Bed', viewonly=True, sync_backref=True)
except Exception as e:
    print(type(e).__name__, e)
