from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import CircularDependencyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    captain_id: Mapped[int | None] = mapped_column(ForeignKey("player.id", use_alter=True, name="fk_captain"))
    captain: Mapped["Player | None"] = relationship(foreign_keys=[captain_id], post_update=True)
    players: Mapped[list["Player"]] = relationship(back_populates="team", foreign_keys="Player.team_id")

class Player(Base):
    __tablename__ = "player"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    team: Mapped["Team | None"] = relationship(back_populates="players", foreign_keys=[team_id])

class Left(Base):
    __tablename__ = "left"
    id: Mapped[int] = mapped_column(primary_key=True)
    right_id: Mapped[int | None] = mapped_column(ForeignKey("right.id"))
    right: Mapped["Right | None"] = relationship(foreign_keys=[right_id])

class Right(Base):
    __tablename__ = "right"
    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int | None] = mapped_column(ForeignKey("left.id"))
    left: Mapped["Left | None"] = relationship(foreign_keys=[left_id])

t = Team(name="Reds")
t.players = [Player(name="Ana"), Player(name="Bia")]
t.captain = t.players[1]
session.add(t)
session.commit()
print(t.captain.name, [p.name for p in t.players], t.captain.team is t)
t.captain = t.players[0]
session.commit()
print(session.scalars(select(Player).join(Team, Team.captain_id == Player.id)).one().name)
session.delete(t)
session.commit()
print([(p.name, p.team_id) for p in session.scalars(select(Player).order_by(Player.id))])
left, right = Left(), Right()
left.right = right
right.left = left
session.add(left)
try:
    session.flush()
except CircularDependencyError as e:
    print(str(e).split("(")[0])
    session.rollback()
left, right = Left(), Right()
session.add_all([left, right])
session.flush()
left.right, right.left = right, left
session.commit()
print(left.right_id, right.left_id)
