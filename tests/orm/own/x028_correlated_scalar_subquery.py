from sqlalchemy import Column, Date, ForeignKey, Integer, String, func, select, and_
from sqlalchemy.orm import aliased, column_property, relationship

class Author(Base):
    __tablename__ = 'author'
    id = Column(Integer, primary_key=True)
    name = Column(String)
    novels = relationship('Novel', back_populates='author')

class Novel(Base):
    __tablename__ = 'novel'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    pages = Column(Integer)
    author_id = Column(Integer, ForeignKey('author.id'))
    author = relationship('Author', back_populates='novels')

Author.novel_count = column_property(
    select(func.count(Novel.id)).where(Novel.author_id == Author.id).correlate_except(Novel).scalar_subquery())

session.add_all([
    Author(name='Le Guin', novels=[Novel(title='Tehanu', pages=226), Novel(title='Lavinia', pages=279)]),
    Author(name='Lem', novels=[Novel(title='Solaris', pages=204)]),
    Author(name='Nobody'),
])
session.commit()
print([(a.name, a.novel_count) for a in session.query(Author).order_by(Author.novel_count.desc())])
longest = select(func.max(Novel.pages)).where(Novel.author_id == Author.id).scalar_subquery()
print(session.execute(select(Author.name, longest.label('longest')).order_by(Author.id)).all())
N2 = aliased(Novel)
avg = session.query(func.avg(N2.pages)).filter(N2.author_id == Novel.author_id).correlate(Novel).scalar_subquery()
print(session.query(Novel.title).filter(Novel.pages > avg).all())
print(session.query(Author.name).filter(longest < 230).all())
print(session.query(Author).filter(Author.novel_count == 0).one().name)
a = session.query(Author).filter_by(name='Lem').one()
a.novels.append(Novel(title='Fiasco', pages=322))
session.commit()
print(a.novel_count)
print(session.query(Novel).filter(Novel.pages == select(func.max(Novel.pages)).scalar_subquery()).one().title)
