from sqlalchemy import Column, Integer, String, Boolean, select

class Movie(Base):
    __tablename__ = 'movies'
    id = Column(Integer, primary_key=True)
    title = Column(String)
    year = Column(Integer)
    seen = Column(Boolean)

query = session.query(Movie).filter(Movie.title == "Ocean's Eleven", Movie.year > 1990)
print(query)
print(query.statement.compile(compile_kwargs={'literal_binds': True}))
stmt = select(Movie.title).where(Movie.year.in_([1999, 2001]), Movie.seen.is_(True)).limit(5)
print(stmt.compile(compile_kwargs={'literal_binds': True}))
print(stmt.compile(engine, compile_kwargs={'literal_binds': True}))
print(stmt.compile().params)
