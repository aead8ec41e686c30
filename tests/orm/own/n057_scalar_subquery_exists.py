from sqlalchemy import Column, Integer, String, ForeignKey, select, func, exists
from sqlalchemy.orm import relationship

class Cafe(Base):
    __tablename__ = 'cafes'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    reviews = relationship('CafeReview', back_populates='cafe')

class CafeReview(Base):
    __tablename__ = 'cafe_reviews'
    id = Column(Integer, primary_key=True)
    stars = Column(Integer)
    cafe_id = Column(Integer, ForeignKey('cafes.id'))
    cafe = relationship('Cafe', back_populates='reviews')

session.add_all([
    Cafe(name='Bean There', reviews=[CafeReview(stars=5), CafeReview(stars=3)]),
    Cafe(name='Daily Grind', reviews=[CafeReview(stars=2)]),
    Cafe(name='Closed Cup'),
])
session.commit()

n_reviews = (
    select(func.count(CafeReview.id))
    .where(CafeReview.cafe_id == Cafe.id)
    .scalar_subquery()
)
print(n_reviews)
for row in session.execute(select(Cafe.name, n_reviews.label('n')).order_by(Cafe.name)):
    print(row.name, row.n)
print(session.scalars(select(Cafe.name).where(n_reviews > 1)).all())

subq = (
    select(CafeReview.cafe_id, func.avg(CafeReview.stars).label('mean'))
    .group_by(CafeReview.cafe_id)
    .subquery()
)
stmt = select(Cafe.name, subq.c.mean).join_from(Cafe, subq, isouter=True).order_by(Cafe.id)
print(session.execute(stmt).all())
print(subq.c.keys())

low = select(CafeReview.id).where(CafeReview.cafe_id == Cafe.id, CafeReview.stars < 3).exists()
print(session.scalars(select(Cafe.name).where(low)).all())
print(session.scalars(select(Cafe.name).where(~low).order_by(Cafe.name)).all())
print(session.query(exists().where(Cafe.name == 'Bean There')).scalar())
print(session.scalar(select(exists().where(Cafe.name == 'Tea Only'))))
best = select(func.max(CafeReview.stars)).scalar_subquery()
print([r.cafe.name for r in session.scalars(select(CafeReview).where(CafeReview.stars == best))])
