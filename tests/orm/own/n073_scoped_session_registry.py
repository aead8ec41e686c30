from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import scoped_session, sessionmaker

class Song(Base):
    __tablename__ = 'songs'
    id = Column(Integer, primary_key=True)
    title = Column(String)

session_factory = sessionmaker(bind=engine)
Session = scoped_session(session_factory)

first = Session()
second = Session()
print(first is second)
print(Session.registry() is first)

def add_song(title):
    Session.add(Song(title=title))

add_song('Blue Train')
add_song('So What')
Session.commit()
print(Session.query(Song).count())
print(Session.scalars(select(Song.title).order_by(Song.title)).all())

song = Session.get(Song, 1)
print(song in Session, song in first)
add_song('lost')
Session.remove()
third = Session()
print(third is first, song in Session)
print(Session.execute(select(Song)).scalars().first() is song)
print(Session.query(Song).filter(Song.title == 'lost').all())
try:
    Session(autoflush=False)
except Exception as e:
    print(type(e).__name__, '-', e)

class Label(Base):
    __tablename__ = 'labels'
    query = Session.query_property()
    id = Column(Integer, primary_key=True)
    name = Column(String)

Session.add_all([Label(name='Verve'), Label(name='Impulse')])
Session.commit()
print([l.name for l in Label.query.order_by(Label.name)])
print(Label.query.filter_by(name='Verve').one().id)
Session.remove()
