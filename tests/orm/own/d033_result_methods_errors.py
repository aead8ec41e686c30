from sqlalchemy import Column, Integer, String, select
from sqlalchemy.exc import NoResultFound, MultipleResultsFound

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)

    def __repr__(self):
        return f'<{self.title}>'

session.add_all([Song(title='Aria', year=1741), Song(title='Blues', year=1914), Song(title='Canon', year=1741)])
session.commit()

print(session.execute(select(Song).order_by(Song.id)).all())
print(session.execute(select(Song).order_by(Song.id)).scalars().all())
print(session.execute(select(Song.title, Song.year).order_by(Song.id)).fetchall())
print(session.execute(select(Song.title, Song.year).order_by(Song.id)).fetchone())
r = session.execute(select(Song.title).order_by(Song.title))
print(r.first())
try:
    session.execute(select(Song).where(Song.year == 1741)).scalar_one()
except MultipleResultsFound as e:
    print(e)
try:
    session.scalars(select(Song).where(Song.year == 2000)).one()
except NoResultFound as e:
    print(e)
print(session.scalars(select(Song).where(Song.year == 2000)).one_or_none())
print(session.execute(select(Song).where(Song.year == 1914)).one())
print(session.scalars(select(Song.year).distinct().order_by(Song.year)).all())
print(session.execute(select(Song.id, Song.title)).tuples().all())
