from datetime import datetime
from typing import Optional
from sqlalchemy import DateTime, ForeignKey, String, func, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, declarative_mixin

class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        name = cls.__name__
        return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name)) + "s"

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)

class TimestampMixin:
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now(), sort_order=99)

    def age(self, now):
        return (now - self.created_at).days

class OwnedMixin:
    @declared_attr
    def owner_id(cls) -> Mapped[Optional[int]]:
        return mapped_column(ForeignKey("app_users.id"))

    @declared_attr
    def owner(cls) -> Mapped[Optional["AppUser"]]:
        return relationship("AppUser", foreign_keys=[cls.owner_id])

class AppUser(TimestampMixin, Base):
    name: Mapped[str] = mapped_column(String(30))

class BlogPost(OwnedMixin, TimestampMixin, Base):
    title: Mapped[str]
    __table_args__ = (Index("ix_title", "title"),)

class FileUpload(OwnedMixin, Base):
    path: Mapped[str] = mapped_column(unique=True)

print(AppUser.__tablename__, BlogPost.__tablename__, FileUpload.__table__.name, BlogPost.__table__.c.keys())
u = AppUser(name="Ola", created_at=datetime(2024, 1, 1))
session.add_all([BlogPost(title="t", owner=u), FileUpload(path="/a", owner=u), FileUpload(path="/b")])
session.commit()
print(u.age(datetime(2024, 1, 31)), session.query(FileUpload).filter(FileUpload.owner == u).one().path)
print([cls.__name__ for cls in BlogPost.__mro__[:4]], issubclass(BlogPost, OwnedMixin))
print(session.query(BlogPost).join(BlogPost.owner).filter(AppUser.name == "Ola").count(), session.query(FileUpload).filter(FileUpload.owner == None).one().path)
print(sorted(Base.metadata.tables), sorted(m.class_.__name__ for m in Base.registry.mappers))
session.add(FileUpload(path="/a"))
session.commit()
