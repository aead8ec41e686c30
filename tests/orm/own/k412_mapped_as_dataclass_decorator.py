import dataclasses
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, registry, DeclarativeBase, MappedAsDataclass, column_property, synonym, deferred

reg = registry()

@reg.mapped_as_dataclass
class Team:
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    members: Mapped[list["Member"]] = relationship(back_populates="team", default_factory=list)

@reg.mapped_as_dataclass(repr=False, order=True, unsafe_hash=True)
class Member:
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    nick: Mapped[str] = mapped_column(String(10), compare=False)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), default=None)
    team: Mapped[Team | None] = relationship(back_populates="members", default=None, compare=False)

    def __repr__(self):
        return f"<{self.nick}>"

t = Team(name="ops", members=[Member(1, "a"), Member(2, "b")])
print(t)
session.add(t)
session.commit()
print(t.members, t.members[0].team is t, t.members[0].team_id)
print(Member(1, "x") < Member(2, "y"), Member(1, "x") == Member(1, "y"), hash(Member(5, "q")) == hash(Member(5, "r")))
print([f.name for f in dataclasses.fields(Team)], dataclasses.is_dataclass(Member))
print(dataclasses.asdict(Member(9, "z")))

class Base(DeclarativeBase):
    pass

class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str]

class Shape(MappedAsDataclass, Base):
    __tablename__ = "shape"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[str] = mapped_column(init=False)
    width: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "shape"}

    def __post_init__(self):
        self.area = self.width ** 2

class Square(Shape):
    __mapper_args__ = {"polymorphic_identity": "square"}
    corner: Mapped[str | None] = mapped_column(default=None)

s = Square(3, "round")
print(s, s.area, Plain(id=1, word="w").word)
print(Square(), Square(corner="c"))
try:
    Square(4, "x", 5)
except TypeError as e:
    print(e)
try:
    mapped_column(default=1, default_factory=int)
    print("fine")
except Exception as e:
    print(type(e).__name__, e)
