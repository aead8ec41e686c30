from sqlalchemy import ForeignKey, select, func, or_, desc
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Genre(Base):
    __tablename__ = "genre"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    games: Mapped[list["Game"]] = relationship(back_populates="genre")

class Game(Base):
    __tablename__ = "game"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    score: Mapped[float]
    genre_id: Mapped[int | None] = mapped_column(ForeignKey("genre.id"))
    genre: Mapped["Genre | None"] = relationship(back_populates="games")

session.add(Genre(name="puzzle", games=[Game(title="Blocks", score=8.5), Game(title="Tiles", score=6.0)]))
session.add(Genre(name="racing", games=[Game(title="Drift", score=7.25)]))
session.add_all([Genre(name="empty"), Game(title="Solo", score=1)])
session.commit()

stmt = select(Game.title, Genre.name).join(Game.genre).order_by(Game.title)
for title, genre in session.execute(stmt):
    print(f"{title:10}{genre}")
print(session.execute(select(Genre.name, func.count(Game.id)).outerjoin(Genre.games).group_by(Genre.id).order_by(desc(func.count(Game.id)), Genre.name)).all())
print(session.execute(select(Genre.name, func.avg(Game.score).label("mean")).join(Game).group_by(Genre.name).having(func.avg(Game.score) > 7.25)).all())
print(session.scalars(select(Game).where(or_(Game.score > 8, Game.genre == None)).order_by(Game.id)).all()[1].title)
print(session.scalars(select(Game.title).join(Genre, isouter=True).where(Genre.id.is_(None))).all())
print(session.scalars(select(Genre.name).where(Genre.games.any(Game.score < 7))).all())
sub = select(func.max(Game.score)).scalar_subquery()
print(session.scalars(select(Game).where(Game.score == sub)).one().title)
print(session.scalars(select(Game.title).order_by(Game.score).offset(1).limit(2)).all())
print(session.scalar(select(func.count()).select_from(Game).where(Game.genre_id.is_not(None))))
