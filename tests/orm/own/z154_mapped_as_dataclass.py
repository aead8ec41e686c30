from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship
class Base(MappedAsDataclass, DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "user_account"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    nick: Mapped[str | None] = mapped_column(default=None)
    posts: Mapped[list["Post"]] = relationship(default_factory=list, back_populates="user", repr=False)
class Post(Base):
    __tablename__ = "post"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    title: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    user: Mapped[User] = relationship(back_populates="posts", default=None)
u = User("ann", posts=[Post("hi")])
session.add(u)
session.commit()
print(u, u.posts[0])
print(User("x") == User("x"))
