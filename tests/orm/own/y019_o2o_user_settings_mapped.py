from typing import Optional
from sqlalchemy import ForeignKey, JSON, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    type_annotation_map = {dict: JSON, str: String(64)}

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    settings: Mapped[Optional["Settings"]] = relationship(back_populates="user", cascade="all, delete-orphan", single_parent=True)

class Settings(Base):
    __tablename__ = "settings"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    options: Mapped[dict] = mapped_column(default=dict)
    theme: Mapped[Optional[str]] = mapped_column(default="light")
    user: Mapped["User"] = relationship(back_populates="settings")

u = User(email="a@b.c")
print(u.settings)
u.settings = Settings(options={"lang": "en", "sizes": [1, 2.5, None]})
session.add(u)
session.commit()
print(u.settings.options, u.settings.theme, u.settings.options["sizes"][1])
u.settings.options["lang"] = "de"
session.commit()
print(u.settings.options["lang"])
u.settings.options = {**u.settings.options, "lang": "fr"}
session.commit()
print(u.settings.options["lang"], session.query(Settings.options["lang"].as_string()).scalar())
print(session.query(User).filter(User.settings.has(theme="light")).count())
s = u.settings
u.settings = None
session.commit()
print(session.query(Settings).count(), u.settings)
v = User(email="a@b.c")
session.add(v)
session.commit()
