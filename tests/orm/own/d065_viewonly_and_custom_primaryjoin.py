from typing import List
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    posts: Mapped[List["Post"]] = relationship(back_populates="author", order_by="Post.stars.desc(), Post.id")
    best: Mapped[List["Post"]] = relationship(
        primaryjoin="and_(Author.id == Post.author_id, Post.stars > 3)", viewonly=True
    )

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    stars: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped["Author"] = relationship(back_populates="posts")

a = Author(name="A", posts=[Post(title="p1", stars=5), Post(title="p2", stars=1), Post(title="p3", stars=4)])
session.add(a)
session.commit()
print([p.title for p in a.posts])
print(sorted(p.title for p in a.best))
a.posts[2].stars = 5
session.commit()
print(len(a.best), [p.title for p in a.posts])
print(len(session.scalars(select(Author).where(Author.best.any(title="p2"))).all()))
print(session.execute(select(Post.title).join(Author.best).order_by(Post.title)).all())
