from typing import Dict, Set
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, attribute_keyed_dict, mapped_column, relationship

class Base(DeclarativeBase):
    pass

class Player(Base):
    __tablename__ = "player"
    id: Mapped[int] = mapped_column(primary_key=True)
    nick: Mapped[str]
    badges: Mapped[Set["Badge"]] = relationship(cascade="all, delete-orphan")
    settings: Mapped[Dict[str, "Setting"]] = relationship(
        collection_class=attribute_keyed_dict("key"), cascade="all, delete-orphan", back_populates="player")

class Badge(Base):
    __tablename__ = "badge"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id"))

class Setting(Base):
    __tablename__ = "setting"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    value: Mapped[str]
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id"))
    player: Mapped["Player"] = relationship(back_populates="settings")

p = Player(nick="zoe")
gold = Badge(name="gold")
p.badges.add(gold)
p.badges.add(gold)
p.settings["color"] = Setting(key="color", value="red")
Setting(key="sound", value="off", player=p)
session.add(p)
session.flush()
p.badges.update([Badge(name="silver")])
session.commit()
print(sorted(b.name for b in p.badges), len(p.badges), gold in p.badges)
print(sorted(p.settings), p.settings["color"].value, p.settings.get("nothing"))
p.badges.discard(gold)
p.settings["color"] = Setting(key="color", value="blue")
del p.settings["sound"]
session.commit()
print({k: s.value for k, s in p.settings.items()}, [b.name for b in p.badges])
try:
    p.settings["x"]
except KeyError as e:
    print("KeyError", e)
