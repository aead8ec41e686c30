from typing import List
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, attribute_keyed_dict, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    user_keyword_associations: Mapped[List["UserKeyword"]] = relationship(back_populates="user", cascade="all, delete-orphan")
    keywords: AssociationProxy[List["Keyword"]] = association_proxy(
        "user_keyword_associations", "keyword", creator=lambda keyword_obj: UserKeyword(keyword=keyword_obj))
    words: AssociationProxy[List[str]] = association_proxy("user_keyword_associations", "word")
    special: AssociationProxy[List[str]] = association_proxy("user_keyword_associations", "special_key")

    def __init__(self, name):
        self.name = name

class UserKeyword(Base):
    __tablename__ = "user_keyword"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    keyword_id: Mapped[int] = mapped_column(ForeignKey("keyword.id"), primary_key=True)
    special_key: Mapped[str | None] = mapped_column(String(50))
    user: Mapped[User] = relationship(back_populates="user_keyword_associations")
    keyword: Mapped["Keyword"] = relationship()
    word = association_proxy("keyword", "keyword")

class Keyword(Base):
    __tablename__ = "keyword"
    id: Mapped[int] = mapped_column(primary_key=True)
    keyword: Mapped[str] = mapped_column(String(64))

    def __init__(self, keyword):
        self.keyword = keyword

    def __repr__(self):
        return f"Keyword({self.keyword!r})"

user = User("log")
for kw in (Keyword("new_from_blammo"), Keyword("its_big")):
    user.keywords.append(kw)
print(user.keywords)
print(list(user.words), user.special == [None, None])
session.add(user)
session.flush()
session.add(UserKeyword(keyword=Keyword("its_heavy"), user=user, special_key="extra"))
session.commit()
print(user.keywords, user.words[2], user.special)
print(session.scalars(select(User).where(User.keywords.any(Keyword.keyword == "its_big"))).one().name)
print(session.scalars(select(User.name).where(User.user_keyword_associations.any(special_key="extra"))).all())
print(session.scalars(select(User.name).where(User.special == "extra")).all())
print(session.scalars(select(UserKeyword).where(UserKeyword.word == "its_heavy")).one().special_key)
print(len(user.keywords), user.keywords[0] in user.keywords, user.keywords.index(user.keywords[1]))
del user.keywords[0]
user.keywords.extend([Keyword("x")])
print([k.keyword for k in user.keywords])
session.commit()
user.keywords = [Keyword("only")]
session.commit()
print(session.execute(select(UserKeyword.keyword_id)).all(), user.keywords)
user.keywords.clear()
session.commit()
print(user.keywords, session.query(Keyword).count())
