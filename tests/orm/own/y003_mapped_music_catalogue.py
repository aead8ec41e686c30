import datetime as dt
from decimal import Decimal
from typing import List, Optional

from sqlalchemy import ForeignKey, Numeric, String, UniqueConstraint, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Artist(Base):
    __tablename__ = "artist"
    __table_args__ = (UniqueConstraint("name", "country"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    country: Mapped[Optional[str]] = mapped_column(String(2))
    albums: Mapped[List["Album"]] = relationship(back_populates="artist", cascade="all, delete-orphan")


class Album(Base):
    __tablename__ = "album"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    released: Mapped[dt.date | None]
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2), default=Decimal("9.99"))
    artist_id: Mapped[int] = mapped_column(ForeignKey("artist.id", ondelete="CASCADE"))
    artist: Mapped[Artist] = relationship(back_populates="albums")


Base.metadata.create_all(engine)
with Session(engine) as s:
    bjork = Artist(name="Björk", country="IS")
    bjork.albums.extend([Album(title="Debut", released=dt.date(1993, 7, 5)), Album(title="Post", price=Decimal("12.50"))])
    s.add_all([bjork, Artist(name="Air", country="FR", albums=[Album(title="Moon Safari", released=dt.date(1998, 1, 16))])])
    s.commit()

    stmt = select(Artist.name, func.count(Album.id), func.sum(Album.price)).join(Artist.albums).group_by(Artist.id).order_by(Artist.name)
    for name, n, total in s.execute(stmt):
        print(f"{name:<8}{n:>3}{total:>9.2f}")
    undated = s.scalars(select(Album).where(Album.released.is_(None))).all()
    print([a.title for a in undated], undated[0].artist.name)
    year = func.strftime("%Y", Album.released).label("year")
    print(s.execute(select(year, Album.title).where(Album.released.is_not(None)).order_by(year.desc())).all())
    print(s.scalar(select(func.max(Album.price))), type(s.scalar(select(func.max(Album.price)))).__name__)
    first = s.get_one(Artist, 1)
    first.albums.pop(0)
    s.commit()
    print([a.title for a in first.albums])
    try:
        s.get_one(Artist, 77)
    except Exception as e:
        print(type(e).__name__, "-", e)
