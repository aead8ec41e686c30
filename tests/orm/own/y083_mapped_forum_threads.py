from datetime import datetime
from typing import Optional
from sqlalchemy import ForeignKey, String, Text, func, select, desc, and_
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload, joinedload

class Base(DeclarativeBase):
    pass

class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    nick: Mapped[str] = mapped_column(String(20), unique=True, index=True)
    joined: Mapped[datetime] = mapped_column(default=datetime(2024, 1, 1))
    posts: Mapped[list["Post"]] = relationship(back_populates="author")

class Thread(Base):
    __tablename__ = "threads"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    pinned: Mapped[bool] = mapped_column(default=False)
    posts: Mapped[list["Post"]] = relationship(back_populates="thread", cascade="all, delete-orphan", order_by="Post.created.desc()")

class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]
    likes: Mapped[Optional[int]]
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    author: Mapped["Member"] = relationship(back_populates="posts")
    thread: Mapped["Thread"] = relationship(back_populates="posts")

ann, bob = Member(nick="ann"), Member(nick="bob")
hello = Thread(title="Hello", posts=[
    Post(body="first!", created=datetime(2024, 2, 1, 8), author=ann, likes=3),
    Post(body="second", created=datetime(2024, 2, 1, 9), author=bob),
])
rules = Thread(title="Rules", pinned=True)
rules.posts.append(Post(body="be nice", created=datetime(2024, 1, 2), author=ann, likes=10))
session.add_all([hello, rules])
session.commit()
print([p.body for p in hello.posts], hello.pinned)
stmt = select(Thread).options(selectinload(Thread.posts).joinedload(Post.author)).order_by(Thread.pinned.desc(), Thread.id)
session.expunge_all()
for t in session.scalars(stmt):
    print(t.title, [(p.author.nick, p.likes) for p in t.posts])
top = select(Member.nick, func.coalesce(func.sum(Post.likes), 0).label("likes")).outerjoin(Post).group_by(Member.id).order_by(desc("likes"))
print(session.execute(top).all())
print(session.scalars(select(Post.body).where(and_(Post.likes.is_not(None), Post.created < datetime(2024, 2, 1)))).all())
print(session.execute(select(Post.likes, Post.id).order_by(Post.likes.nulls_first())).first())
latest = select(func.max(Post.created)).where(Post.thread_id == Thread.id).correlate(Thread).scalar_subquery()
print(session.execute(select(Thread.title, latest)).all())
